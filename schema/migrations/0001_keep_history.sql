-- History cannot be rewritten, whatever the code does.
CREATE TRIGGER `schema_document_no_update` BEFORE UPDATE ON `schema_document` BEGIN
	SELECT RAISE(ABORT, 'schema_document is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `schema_document_no_delete` BEFORE DELETE ON `schema_document` BEGIN
	SELECT RAISE(ABORT, 'schema_document is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `supergraph_version_no_update` BEFORE UPDATE ON `supergraph_version` BEGIN
	SELECT RAISE(ABORT, 'supergraph_version is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `supergraph_version_no_delete` BEFORE DELETE ON `supergraph_version` BEGIN
	SELECT RAISE(ABORT, 'supergraph_version is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `version_member_no_update` BEFORE UPDATE ON `version_member` BEGIN
	SELECT RAISE(ABORT, 'version_member is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `version_member_no_delete` BEFORE DELETE ON `version_member` BEGIN
	SELECT RAISE(ABORT, 'version_member is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `activation_no_update` BEFORE UPDATE ON `activation` BEGIN
	SELECT RAISE(ABORT, 'activation is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `activation_no_delete` BEFORE DELETE ON `activation` BEGIN
	SELECT RAISE(ABORT, 'activation is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `activation_change_no_update` BEFORE UPDATE ON `activation_change` BEGIN
	SELECT RAISE(ABORT, 'activation_change is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `activation_change_no_delete` BEFORE DELETE ON `activation_change` BEGIN
	SELECT RAISE(ABORT, 'activation_change is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `publication_no_update` BEFORE UPDATE ON `publication` BEGIN
	SELECT RAISE(ABORT, 'publication is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `publication_no_delete` BEFORE DELETE ON `publication` BEGIN
	SELECT RAISE(ABORT, 'publication is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `publication_member_no_update` BEFORE UPDATE ON `publication_member` BEGIN
	SELECT RAISE(ABORT, 'publication_member is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `publication_member_no_delete` BEFORE DELETE ON `publication_member` BEGIN
	SELECT RAISE(ABORT, 'publication_member is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_update` BEFORE UPDATE ON `audit` BEGIN
	SELECT RAISE(ABORT, 'audit is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_delete` BEFORE DELETE ON `audit` BEGIN
	SELECT RAISE(ABORT, 'audit is append-only');
END;

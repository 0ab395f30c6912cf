CREATE INDEX `publication_member_schema` ON `publication_member` (`schema_hash`);--> statement-breakpoint
CREATE INDEX `version_member_schema` ON `version_member` (`schema_hash`);--> statement-breakpoint
DROP TRIGGER `publication_no_delete`;--> statement-breakpoint
CREATE TRIGGER `publication_no_delete` BEFORE DELETE ON `publication` WHEN OLD.`action` = 'PUBLISH' AND OLD.`outcome` <> 'REFUSED' BEGIN
	SELECT RAISE(ABORT, 'publication is append-only');
END;
--> statement-breakpoint
DROP TRIGGER `publication_member_no_delete`;--> statement-breakpoint
CREATE TRIGGER `publication_member_no_delete` BEFORE DELETE ON `publication_member` WHEN EXISTS (SELECT 1 FROM `publication` WHERE `id` = OLD.`publication` AND `action` = 'PUBLISH' AND `outcome` <> 'REFUSED') BEGIN
	SELECT RAISE(ABORT, 'publication_member is append-only');
END;
--> statement-breakpoint
DROP TRIGGER `schema_document_no_delete`;--> statement-breakpoint
CREATE TRIGGER `schema_document_no_delete` BEFORE DELETE ON `schema_document` WHEN EXISTS (SELECT 1 FROM `version_member` WHERE `schema_hash` = OLD.`hash`) OR EXISTS (SELECT 1 FROM `publication_member` WHERE `schema_hash` = OLD.`hash`) BEGIN
	SELECT RAISE(ABORT, 'schema_document is append-only');
END;

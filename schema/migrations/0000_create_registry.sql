CREATE TABLE `activation` (
	`number` integer PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`reason` text,
	`commit` text,
	`target` integer,
	`publication` text,
	FOREIGN KEY (`version`) REFERENCES `supergraph_version`(`version`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target`) REFERENCES `activation`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`publication`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `activation_change` (
	`activation` integer NOT NULL,
	`position` integer NOT NULL,
	`severity` text NOT NULL,
	`code` text NOT NULL,
	`message` text NOT NULL,
	`coordinate` text NOT NULL,
	PRIMARY KEY(`activation`, `position`),
	FOREIGN KEY (`activation`) REFERENCES `activation`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `activation_change_coordinate` ON `activation_change` (`coordinate`,`activation`);--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`outcome` text NOT NULL,
	`detail` text
);
--> statement-breakpoint
CREATE TABLE `instance` (
	`id` text PRIMARY KEY NOT NULL,
	`subgraph` text NOT NULL,
	`url` text NOT NULL,
	`version` text NOT NULL,
	`schema_hash` text NOT NULL,
	`registered_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `instance_subgraph` ON `instance` (`subgraph`);--> statement-breakpoint
CREATE TABLE `known_operation` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`text` text NOT NULL,
	`first_seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `operation_usage` (
	`operation_id` text NOT NULL,
	`day` text NOT NULL,
	`client_name` text NOT NULL,
	`client_version` text NOT NULL,
	`calls` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	PRIMARY KEY(`operation_id`, `day`, `client_name`, `client_version`),
	FOREIGN KEY (`operation_id`) REFERENCES `known_operation`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `operation_usage_day` ON `operation_usage` (`day`);--> statement-breakpoint
CREATE TABLE `publication` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`commit` text,
	`version` text,
	`report` text NOT NULL,
	FOREIGN KEY (`version`) REFERENCES `supergraph_version`(`version`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "report_is_json" CHECK(json_valid("publication"."report"))
);
--> statement-breakpoint
CREATE INDEX `publication_at` ON `publication` (`at`);--> statement-breakpoint
CREATE TABLE `publication_member` (
	`publication` text NOT NULL,
	`subgraph` text NOT NULL,
	`url` text NOT NULL,
	`schema_hash` text NOT NULL,
	`file` text NOT NULL,
	PRIMARY KEY(`publication`, `subgraph`),
	FOREIGN KEY (`publication`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`schema_hash`) REFERENCES `schema_document`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `schema_document` (
	`hash` text PRIMARY KEY NOT NULL,
	`sdl` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staging` (
	`publication` text PRIMARY KEY NOT NULL,
	`allow_breaking` integer NOT NULL,
	`ended_at` integer,
	`ending` text,
	FOREIGN KEY (`publication`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `supergraph_version` (
	`version` text PRIMARY KEY NOT NULL,
	`supergraph` text NOT NULL,
	`api` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `token` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text NOT NULL,
	`is_admin` integer NOT NULL,
	`is_router` integer NOT NULL,
	`subgraphs` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`expires_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `token_name_unique` ON `token` (`name`);--> statement-breakpoint
CREATE TABLE `usage_batch` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `usage_batch_at` ON `usage_batch` (`at`);--> statement-breakpoint
CREATE TABLE `usage_period` (
	`id` integer PRIMARY KEY NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `version_member` (
	`version` text NOT NULL,
	`subgraph` text NOT NULL,
	`url` text NOT NULL,
	`schema_hash` text NOT NULL,
	`file` text NOT NULL,
	PRIMARY KEY(`version`, `subgraph`),
	FOREIGN KEY (`version`) REFERENCES `supergraph_version`(`version`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`schema_hash`) REFERENCES `schema_document`(`hash`) ON UPDATE no action ON DELETE no action
);

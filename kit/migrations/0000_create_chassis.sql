CREATE TABLE `dead_event` (
	`consumer` text NOT NULL,
	`event_id` text NOT NULL,
	`error` text NOT NULL,
	`attempts` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`consumer`, `event_id`)
);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`caller` text NOT NULL,
	`operation` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`status` text NOT NULL,
	`response` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`caller`, `operation`, `key`),
	CONSTRAINT "idempotency_status" CHECK("idempotency"."status" in ('IN_PROGRESS', 'DONE'))
);
--> statement-breakpoint
CREATE INDEX `idempotency_expiry` ON `idempotency` (`expires_at`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`consumer` text NOT NULL,
	`event_id` text NOT NULL,
	`processed_at` integer NOT NULL,
	PRIMARY KEY(`consumer`, `event_id`)
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`topic` text NOT NULL,
	`type` text NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	`correlation_id` text NOT NULL,
	`causation_id` text,
	`feature_version` integer DEFAULT 1 NOT NULL,
	`compatibility_version` integer DEFAULT 1 NOT NULL,
	`data` text NOT NULL,
	CONSTRAINT "outbox_data_is_json" CHECK(json_valid("outbox"."data"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_id_unique` ON `outbox` (`id`);--> statement-breakpoint
CREATE INDEX `outbox_topic` ON `outbox` (`topic`,`seq`);--> statement-breakpoint
CREATE TABLE `parked_event` (
	`consumer` text NOT NULL,
	`event_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`consumer`, `event_id`)
);
--> statement-breakpoint
CREATE TABLE `position` (
	`consumer` text NOT NULL,
	`producer` text NOT NULL,
	`topic` text NOT NULL,
	`seq` integer DEFAULT 0 NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`consumer`, `producer`, `topic`)
);

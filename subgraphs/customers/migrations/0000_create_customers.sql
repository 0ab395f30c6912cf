CREATE TABLE `address` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`label` text,
	`body` text NOT NULL,
	`is_default_shipping` integer DEFAULT false NOT NULL,
	`is_default_billing` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "address_body" CHECK(json_valid(body))
);
--> statement-breakpoint
CREATE INDEX `address_customer` ON `address` (`customer_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `address_default_shipping` ON `address` (`customer_id`) WHERE is_default_shipping = 1;--> statement-breakpoint
CREATE UNIQUE INDEX `address_default_billing` ON `address` (`customer_id`) WHERE is_default_billing = 1;--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`customer_id` text,
	`actor` text,
	`action` text NOT NULL,
	`ip_hash` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_customer` ON `audit` (`customer_id`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `customer` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text,
	`email_verified_at` integer,
	`password_hash` text,
	`first_name` text,
	`last_name` text,
	`public_name` text NOT NULL,
	`phone` text,
	`locale` text,
	`marketing_consent` integer DEFAULT false NOT NULL,
	`groups` text DEFAULT '[]' NOT NULL,
	`roles` text DEFAULT '[]' NOT NULL,
	`status` text DEFAULT 'ACTIVE' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`erased_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_email_unique` ON `customer` (`email`);--> statement-breakpoint
CREATE INDEX `customer_created` ON `customer` (`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `login_attempt` (
	`subject` text NOT NULL,
	`window_start` integer NOT NULL,
	`failures` integer NOT NULL,
	PRIMARY KEY(`subject`, `window_start`)
);
--> statement-breakpoint
CREATE INDEX `login_attempt_window` ON `login_attempt` (`window_start`);--> statement-breakpoint
CREATE TABLE `one_time_token` (
	`hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`customer_id` text NOT NULL,
	`email` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "one_time_token_purpose" CHECK(purpose in ('VERIFY_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL'))
);
--> statement-breakpoint
CREATE INDEX `one_time_token_customer` ON `one_time_token` (`customer_id`);--> statement-breakpoint
CREATE INDEX `one_time_token_expiry` ON `one_time_token` (`expires_at`);--> statement-breakpoint
CREATE TABLE `pepper` (
	`id` integer PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	CONSTRAINT "pepper_single" CHECK("pepper"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `refresh_token` (
	`hash` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`rotated_at` integer,
	FOREIGN KEY (`session_id`) REFERENCES `session`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `refresh_token_session` ON `refresh_token` (`session_id`);--> statement-breakpoint
CREATE INDEX `refresh_token_expiry` ON `refresh_token` (`expires_at`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`user_agent` text,
	`remembered` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `session_customer` ON `session` (`customer_id`) WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX `session_expiry` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `signing_key` (
	`kid` text PRIMARY KEY NOT NULL,
	`alg` text NOT NULL,
	`public_jwk` text NOT NULL,
	`private_pem` text NOT NULL,
	`not_before` integer NOT NULL,
	`retired_at` integer
);

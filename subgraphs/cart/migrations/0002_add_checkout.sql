CREATE TABLE `checkout` (
	`id` text PRIMARY KEY NOT NULL,
	`cart_id` text NOT NULL,
	`cart_version` integer NOT NULL,
	`state` text NOT NULL,
	`customer_id` text,
	`customer_groups` text NOT NULL,
	`currency` text NOT NULL,
	`country` text NOT NULL,
	`locale` text NOT NULL,
	`email` text,
	`shipping_address` text,
	`billing_address` text,
	`shipping_option` text,
	`voucher_codes` text NOT NULL,
	`lines` text NOT NULL,
	`quote` text NOT NULL,
	`payment_intent_id` text,
	`action_url` text,
	`order_id` text,
	`failure` text,
	`version` integer DEFAULT 1 NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`cart_id`) REFERENCES `cart`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `checkout_one_live` ON `checkout` (`cart_id`) WHERE state not in ('FAILED', 'CANCELLED', 'EXPIRED');--> statement-breakpoint
CREATE INDEX `checkout_cart` ON `checkout` (`cart_id`);--> statement-breakpoint
CREATE INDEX `checkout_expiry` ON `checkout` (`expires_at`) WHERE state in ('OPEN', 'ADDRESSED', 'SHIPPING_SELECTED', 'REQUIRES_ACTION');--> statement-breakpoint
CREATE TABLE `confirmed_payment` (
	`attempt` text PRIMARY KEY NOT NULL,
	`outcome` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `saga` (
	`id` text PRIMARY KEY NOT NULL,
	`checkout_id` text NOT NULL,
	`state` text NOT NULL,
	`order` text NOT NULL,
	`failure` text,
	`attempt` integer DEFAULT 0 NOT NULL,
	`next_run_at` integer NOT NULL,
	`lease_owner` text,
	`lease_until` integer DEFAULT 0 NOT NULL,
	`correlation_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`checkout_id`) REFERENCES `checkout`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "saga_failure_when_compensating" CHECK(("saga"."state" in ('COMPENSATING', 'COMPENSATED', 'STUCK')) = ("saga"."failure" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saga_one_unfinished` ON `saga` (`checkout_id`) WHERE state not in ('DONE', 'COMPENSATED');--> statement-breakpoint
CREATE INDEX `saga_checkout` ON `saga` (`checkout_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `saga_due` ON `saga` (`next_run_at`) WHERE state in ('RUNNING', 'COMPENSATING', 'STUCK');--> statement-breakpoint
CREATE TABLE `saga_step` (
	`saga_id` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`is_uncertain` integer DEFAULT false NOT NULL,
	`error` text,
	`started_at` integer,
	`finished_at` integer,
	`compensated_at` integer,
	PRIMARY KEY(`saga_id`, `name`),
	FOREIGN KEY (`saga_id`) REFERENCES `saga`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `__new_cart` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text,
	`token_expires_at` integer,
	`customer_id` text,
	`state` text NOT NULL,
	`merged_into` text,
	`version` integer DEFAULT 1 NOT NULL,
	`currency` text NOT NULL,
	`country` text NOT NULL,
	`locale` text NOT NULL,
	`email` text,
	`shipping_address` text,
	`shipping_option` text,
	`voucher_codes` text NOT NULL,
	`is_erased` integer DEFAULT false NOT NULL,
	`note` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`merged_into`) REFERENCES `cart`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "cart_state_is_known" CHECK("__new_cart"."state" in ('ACTIVE', 'MERGED', 'ORDERED')),
	CONSTRAINT "cart_merged_has_target" CHECK(("__new_cart"."state" = 'MERGED') = ("__new_cart"."merged_into" is not null)),
	CONSTRAINT "cart_has_an_opener" CHECK("__new_cart"."customer_id" is not null or "__new_cart"."token_hash" is not null)
);
--> statement-breakpoint
INSERT INTO `__new_cart`("id", "token_hash", "token_expires_at", "customer_id", "state", "merged_into", "version", "currency", "country", "locale", "email", "shipping_address", "voucher_codes", "note", "created_at", "updated_at") SELECT "id", "token_hash", "token_expires_at", "customer_id", "state", "merged_into", "version", "currency", "country", "locale", "email", "shipping_address", "voucher_codes", "note", "created_at", "updated_at" FROM `cart`;--> statement-breakpoint
DROP TABLE `cart`;--> statement-breakpoint
ALTER TABLE `__new_cart` RENAME TO `cart`;--> statement-breakpoint
CREATE UNIQUE INDEX `cart_token_hash_unique` ON `cart` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `cart_one_active` ON `cart` (`customer_id`) WHERE state = 'ACTIVE' and customer_id is not null;--> statement-breakpoint
CREATE INDEX `cart_customer` ON `cart` (`customer_id`);--> statement-breakpoint
CREATE INDEX `cart_merged_into` ON `cart` (`merged_into`) WHERE merged_into is not null;--> statement-breakpoint
ALTER TABLE `variant_ref` ADD `weight_grams` integer;
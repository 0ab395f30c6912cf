CREATE TABLE `payment_attempt` (
	`key` text PRIMARY KEY NOT NULL,
	`checkout_id` text NOT NULL,
	`intent_id` text,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`status` text NOT NULL,
	`provider` text NOT NULL,
	`provider_ref` text,
	`decline_code` text,
	`may_retry` integer DEFAULT false NOT NULL,
	`correlation_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `payment_attempt_provider` ON `payment_attempt` (`provider`,`provider_ref`);--> statement-breakpoint
CREATE INDEX `payment_attempt_voiding` ON `payment_attempt` (`updated_at`) WHERE "payment_attempt"."status" = 'VOIDING';--> statement-breakpoint
CREATE TABLE `erased_customer` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `forgotten_token` (
	`token` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `payment_event` (
	`intent_id` text NOT NULL,
	`seq` integer NOT NULL,
	`status` text NOT NULL,
	`amount` integer NOT NULL,
	`provider_ref` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`intent_id`, `seq`),
	FOREIGN KEY (`intent_id`) REFERENCES `payment_intent`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `payment_intent` (
	`id` text PRIMARY KEY NOT NULL,
	`checkout_id` text NOT NULL,
	`customer_id` text,
	`order_id` text,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`captured` integer DEFAULT 0 NOT NULL,
	`refunded` integer DEFAULT 0 NOT NULL,
	`status` text NOT NULL,
	`attempt` text NOT NULL,
	`provider` text NOT NULL,
	`provider_ref` text,
	`method` text,
	`action_url` text,
	`failure_code` text,
	`capture_asked_at` integer,
	`capture_tries` integer DEFAULT 0 NOT NULL,
	`correlation_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "payment_intent_adds_up" CHECK("payment_intent"."refunded" >= 0 and "payment_intent"."refunded" <= "payment_intent"."captured" and "payment_intent"."captured" <= "payment_intent"."amount")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payment_intent_checkout` ON `payment_intent` (`checkout_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `payment_intent_provider` ON `payment_intent` (`provider`,`provider_ref`);--> statement-breakpoint
CREATE INDEX `payment_intent_order` ON `payment_intent` (`order_id`);--> statement-breakpoint
CREATE INDEX `payment_intent_open` ON `payment_intent` (`status`,`updated_at`) WHERE "payment_intent"."status" in ('CREATED', 'REQUIRES_ACTION', 'AUTHORIZED');--> statement-breakpoint
CREATE TABLE `provider_webhook` (
	`provider` text NOT NULL,
	`event_id` text NOT NULL,
	`provider_ref` text NOT NULL,
	`reference` text NOT NULL,
	`change` text NOT NULL,
	`received_at` integer NOT NULL,
	`joined_at` integer,
	PRIMARY KEY(`provider`, `event_id`)
);
--> statement-breakpoint
CREATE INDEX `provider_webhook_waiting` ON `provider_webhook` (`received_at`) WHERE "provider_webhook"."joined_at" is null;--> statement-breakpoint
CREATE TABLE `refund` (
	`id` text PRIMARY KEY NOT NULL,
	`intent_id` text NOT NULL,
	`reference` text NOT NULL,
	`amount` integer NOT NULL,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer NOT NULL,
	`correlation_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`intent_id`) REFERENCES `payment_intent`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "refund_is_positive" CHECK("refund"."amount" >= 1)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refund_reference` ON `refund` (`intent_id`,`reference`);--> statement-breakpoint
CREATE INDEX `refund_pending` ON `refund` (`next_try_at`) WHERE "refund"."status" = 'PENDING';--> statement-breakpoint
CREATE TABLE `saved_method` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`provider` text NOT NULL,
	`token` text NOT NULL,
	`brand` text NOT NULL,
	`last4` text NOT NULL,
	`expires_month` integer NOT NULL,
	`expires_year` integer NOT NULL,
	`is_default` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `saved_method_customer` ON `saved_method` (`customer_id`,`created_at`);
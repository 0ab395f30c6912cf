CREATE TABLE `agent` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agent_customer` ON `agent` (`customer_id`);--> statement-breakpoint
CREATE TABLE `erased_customer` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `goodwill_voucher` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket_id` text NOT NULL,
	`customer_id` text,
	`agent_id` text NOT NULL,
	`idempotency_key` text NOT NULL,
	`request_hash` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`reason` text,
	`expires_at` integer,
	`status` text NOT NULL,
	`code` text,
	`attempts` integer NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`correlation_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agent`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `goodwill_voucher_key` ON `goodwill_voucher` (`agent_id`,`idempotency_key`);--> statement-breakpoint
CREATE INDEX `goodwill_voucher_ticket` ON `goodwill_voucher` (`ticket_id`);--> statement-breakpoint
CREATE INDEX `goodwill_voucher_pending` ON `goodwill_voucher` (`next_attempt_at`) WHERE status = 'PENDING';--> statement-breakpoint
CREATE TABLE `help_article` (
	`id` text PRIMARY KEY NOT NULL,
	`category` text NOT NULL,
	`position` integer NOT NULL,
	`helpful_count` integer NOT NULL,
	`content_hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `help_article_text` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`article_id` text NOT NULL,
	`locale` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`body_html` text NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `help_article`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `help_article_text_locale` ON `help_article_text` (`article_id`,`locale`);--> statement-breakpoint
CREATE UNIQUE INDEX `help_article_text_slug` ON `help_article_text` (`slug`,`locale`);--> statement-breakpoint
CREATE TABLE `help_vote` (
	`article_id` text NOT NULL,
	`voter` text NOT NULL,
	PRIMARY KEY(`article_id`, `voter`),
	FOREIGN KEY (`article_id`) REFERENCES `help_article`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `help_vote_voter` ON `help_vote` (`voter`);--> statement-breakpoint
CREATE TABLE `order_ref` (
	`id` text PRIMARY KEY NOT NULL,
	`checkout_id` text NOT NULL,
	`customer_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `order_ref_checkout` ON `order_ref` (`checkout_id`);--> statement-breakpoint
CREATE INDEX `order_ref_customer` ON `order_ref` (`customer_id`);--> statement-breakpoint
CREATE TABLE `return_ref` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text
);
--> statement-breakpoint
CREATE INDEX `return_ref_customer` ON `return_ref` (`customer_id`);--> statement-breakpoint
CREATE TABLE `ticket` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`customer_id` text,
	`subject` text,
	`category` text NOT NULL,
	`status` text NOT NULL,
	`priority` text NOT NULL,
	`about_type` text,
	`about_id` text,
	`assignee_id` text,
	`first_response_due_at` integer NOT NULL,
	`resolution_due_at` integer NOT NULL,
	`first_response_at` integer,
	`resolved_at` integer,
	`rating` integer,
	`rating_comment` text,
	`origin` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`assignee_id`) REFERENCES `agent`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ticket_rating_is_1_to_5" CHECK("ticket"."rating" between 1 and 5)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_number` ON `ticket` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_origin` ON `ticket` (`origin`);--> statement-breakpoint
CREATE INDEX `ticket_customer` ON `ticket` (`customer_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `ticket_queue` ON `ticket` (`status`,`priority`,`first_response_due_at`);--> statement-breakpoint
CREATE INDEX `ticket_about` ON `ticket` (`about_type`,`about_id`);--> statement-breakpoint
CREATE INDEX `ticket_answered` ON `ticket` (`first_response_at`);--> statement-breakpoint
CREATE TABLE `ticket_message` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`ticket_id` text NOT NULL,
	`author_type` text NOT NULL,
	`author_id` text,
	`internal` integer NOT NULL,
	`body` text,
	`attachments` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_message_id` ON `ticket_message` (`id`);--> statement-breakpoint
CREATE INDEX `ticket_message_ticket` ON `ticket_message` (`ticket_id`,`internal`,`seq`);--> statement-breakpoint
CREATE TABLE `ticket_search_key` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`ticket_id` text NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `ticket`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_search_ticket` ON `ticket_search_key` (`ticket_id`);--> statement-breakpoint
CREATE TABLE `timeline` (
	`event_id` text PRIMARY KEY NOT NULL,
	`customer_id` text,
	`order_id` text,
	`checkout_id` text,
	`at` integer NOT NULL,
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`summary` text NOT NULL,
	`ref_id` text
);
--> statement-breakpoint
CREATE INDEX `timeline_customer` ON `timeline` (`customer_id`,`at`,`event_id`);--> statement-breakpoint
CREATE INDEX `timeline_order` ON `timeline` (`order_id`) WHERE customer_id is null;--> statement-breakpoint
CREATE INDEX `timeline_checkout` ON `timeline` (`checkout_id`) WHERE customer_id is null;--> statement-breakpoint
CREATE VIRTUAL TABLE `ticket_fts` USING fts5(number, subject, messages, notes, tokenize='unicode61 remove_diacritics 2');
--> statement-breakpoint
-- What is taken out leaves nothing behind.
INSERT INTO `ticket_fts` (`ticket_fts`, `rank`) VALUES ('secure-delete', 1);
--> statement-breakpoint
CREATE VIRTUAL TABLE `help_fts` USING fts5(title, body, tokenize='unicode61 remove_diacritics 2');

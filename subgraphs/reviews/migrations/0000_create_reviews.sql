CREATE TABLE `item` (
	`id` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `purchase` (
	`customer_id` text NOT NULL,
	`item_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `item_id`)
);
--> statement-breakpoint
CREATE TABLE `rating_summary` (
	`item_id` text PRIMARY KEY NOT NULL,
	`n1` integer NOT NULL,
	`n2` integer NOT NULL,
	`n3` integer NOT NULL,
	`n4` integer NOT NULL,
	`n5` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rating_total` (
	`id` integer PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`stars` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `review` (
	`id` text PRIMARY KEY NOT NULL,
	`item_id` text NOT NULL,
	`customer_id` text,
	`author_name` text,
	`rating` integer NOT NULL,
	`title` text,
	`body` text NOT NULL,
	`verified` integer NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "review_rating" CHECK("review"."rating" between 1 and 5)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `review_once` ON `review` (`item_id`,`customer_id`);--> statement-breakpoint
CREATE INDEX `review_customer` ON `review` (`customer_id`);--> statement-breakpoint
CREATE INDEX `review_item_new` ON `review` (`item_id`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `review_queue` ON `review` (`created_at`) WHERE status = 'PENDING';
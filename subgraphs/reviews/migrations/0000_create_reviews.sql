CREATE TABLE `answer` (
	`id` text PRIMARY KEY NOT NULL,
	`question_id` text NOT NULL,
	`customer_id` text,
	`by_staff` integer NOT NULL,
	`verified` integer NOT NULL,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`question_id`) REFERENCES `question`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `answer_question` ON `answer` (`question_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `answer_customer` ON `answer` (`customer_id`);--> statement-breakpoint
CREATE INDEX `answer_queue` ON `answer` (`question_id`) WHERE status = 'PENDING';--> statement-breakpoint
CREATE TABLE `erased_customer` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `item` (
	`id` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `purchase` (
	`customer_id` text NOT NULL,
	`item_id` text NOT NULL,
	`order_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `item_id`, `order_id`)
);
--> statement-breakpoint
CREATE INDEX `purchase_order` ON `purchase` (`order_id`);--> statement-breakpoint
CREATE TABLE `question` (
	`id` text PRIMARY KEY NOT NULL,
	`item_id` text NOT NULL,
	`customer_id` text,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `question_item` ON `question` (`item_id`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `question_customer` ON `question` (`customer_id`);--> statement-breakpoint
CREATE INDEX `question_queue` ON `question` (`created_at`) WHERE status = 'PENDING';--> statement-breakpoint
CREATE TABLE `rating_summary` (
	`item_id` text PRIMARY KEY NOT NULL,
	`n1` integer NOT NULL,
	`n2` integer NOT NULL,
	`n3` integer NOT NULL,
	`n4` integer NOT NULL,
	`n5` integer NOT NULL,
	`told` real
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
	`helpful` integer DEFAULT 0 NOT NULL,
	`unhelpful` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "review_rating" CHECK("review"."rating" between 1 and 5)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `review_once` ON `review` (`item_id`,`customer_id`);--> statement-breakpoint
CREATE INDEX `review_customer` ON `review` (`customer_id`);--> statement-breakpoint
CREATE INDEX `review_item_new` ON `review` (`item_id`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `review_item_helpful` ON `review` (`item_id`,`status`,`helpful`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `review_queue` ON `review` (`created_at`) WHERE status = 'PENDING';--> statement-breakpoint
CREATE TABLE `review_vote` (
	`review_id` text NOT NULL,
	`voter` text NOT NULL,
	`helpful` integer NOT NULL,
	PRIMARY KEY(`review_id`, `voter`),
	FOREIGN KEY (`review_id`) REFERENCES `review`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `review_vote_voter` ON `review_vote` (`voter`);
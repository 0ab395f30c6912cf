CREATE TABLE `rating_fact` (
	`item_id` text PRIMARY KEY NOT NULL,
	`average` real NOT NULL,
	`bayes` real NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `product` ADD `rating_average` real DEFAULT 0 NOT NULL;
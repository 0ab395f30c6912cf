CREATE TABLE `order_search_key` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`order_id` text NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `order_search_order` ON `order_search_key` (`order_id`);--> statement-breakpoint
CREATE INDEX `order_guest` ON `orders` (`placed_at`) WHERE customer_id is null and email is not null;--> statement-breakpoint
-- Three letters at a time, so that any part of a number, an e-mail or a name is found.
CREATE VIRTUAL TABLE `order_fts` USING fts5(number, email, names, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
-- What is taken out leaves nothing behind.
INSERT INTO `order_fts` (`order_fts`, `rank`) VALUES ('secure-delete', 1);
--> statement-breakpoint
INSERT INTO `order_search_key` (`order_id`) SELECT `id` FROM `orders`;
--> statement-breakpoint
INSERT INTO `order_fts` (`rowid`, `number`, `email`, `names`)
SELECT k.`id`, o.`number`, coalesce(o.`email`, ''), coalesce(o.`shipping_address` ->> 'name', '') || ' ' || coalesce(o.`billing_address` ->> 'name', '')
FROM `orders` o JOIN `order_search_key` k ON k.`order_id` = o.`id`;

CREATE TABLE `category` (
	`category_id` text PRIMARY KEY NOT NULL,
	`parent_id` text,
	`path` text NOT NULL,
	`depth` integer NOT NULL,
	`position` integer NOT NULL,
	`texts` text NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `category_revision` ON `category` (`revision`);--> statement-breakpoint
CREATE TABLE `co_purchase` (
	`item_id` text NOT NULL,
	`other_id` text NOT NULL,
	`baskets` integer NOT NULL,
	PRIMARY KEY(`item_id`, `other_id`)
);
--> statement-breakpoint
CREATE INDEX `co_purchase_rank` ON `co_purchase` (`item_id`,`baskets`);--> statement-breakpoint
CREATE TABLE `code` (
	`code` text NOT NULL,
	`variant_id` text NOT NULL,
	`product` integer NOT NULL,
	PRIMARY KEY(`code`, `variant_id`)
);
--> statement-breakpoint
CREATE INDEX `code_product` ON `code` (`product`);--> statement-breakpoint
CREATE TABLE `doc` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product` integer NOT NULL,
	`locale` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`subtitle` text,
	`description` text,
	`name_key` text NOT NULL,
	`name_words` integer NOT NULL,
	`words_hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `doc_locale` ON `doc` (`product`,`locale`);--> statement-breakpoint
CREATE TABLE `index_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`is_stock_known` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `price_fact` (
	`variant_id` text NOT NULL,
	`currency` text NOT NULL,
	`country` text NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_until` integer NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`variant_id`, `currency`, `country`, `valid_from`)
);
--> statement-breakpoint
CREATE INDEX `price_fact_period` ON `price_fact` (`currency`,`country`) WHERE valid_from > 0 or valid_until < 9007199254740991;--> statement-breakpoint
CREATE TABLE `price_list` (
	`currency` text NOT NULL,
	`country` text NOT NULL,
	PRIMARY KEY(`currency`, `country`)
);
--> statement-breakpoint
CREATE TABLE `product` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` text NOT NULL,
	`is_listed` integer NOT NULL,
	`created_at` integer NOT NULL,
	`stock` integer,
	`rating_bayes` real DEFAULT 0 NOT NULL,
	`rating_count` integer DEFAULT 0 NOT NULL,
	`sold_30d` integer DEFAULT 0 NOT NULL,
	`thumbnail` text,
	`facets` text NOT NULL,
	`category_ids` text NOT NULL,
	`source` text NOT NULL,
	`is_stale` integer DEFAULT false NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `product_product_id_unique` ON `product` (`product_id`);--> statement-breakpoint
CREATE INDEX `product_revision` ON `product` (`revision`);--> statement-breakpoint
CREATE INDEX `product_stale` ON `product` (`is_stale`);--> statement-breakpoint
CREATE TABLE `query_stat` (
	`locale` text NOT NULL,
	`query` text NOT NULL,
	`searches` integer DEFAULT 0 NOT NULL,
	`clicks` integer DEFAULT 0 NOT NULL,
	`carts` integer DEFAULT 0 NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`locale`, `query`)
);
--> statement-breakpoint
CREATE TABLE `search_event` (
	`query_id` text NOT NULL,
	`item_id` text NOT NULL,
	`kind` text NOT NULL,
	`position` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`query_id`, `item_id`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `search_event_at` ON `search_event` (`at`);--> statement-breakpoint
CREATE TABLE `stock_fact` (
	`variant_id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `term` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`locale` text NOT NULL,
	`term` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `term_locale` ON `term` (`locale`,`term`);--> statement-breakpoint
CREATE TABLE `variant` (
	`variant_id` text PRIMARY KEY NOT NULL,
	`product` integer NOT NULL,
	`sku` text NOT NULL,
	`position` integer NOT NULL,
	`is_live` integer NOT NULL,
	`options` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `variant_product` ON `variant` (`product`);
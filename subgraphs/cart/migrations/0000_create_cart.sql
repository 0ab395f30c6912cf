CREATE TABLE `cart` (
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
	`voucher_codes` text NOT NULL,
	`note` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`merged_into`) REFERENCES `cart`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "cart_state_is_known" CHECK("cart"."state" in ('ACTIVE', 'MERGED')),
	CONSTRAINT "cart_merged_has_target" CHECK(("cart"."state" = 'MERGED') = ("cart"."merged_into" is not null)),
	CONSTRAINT "cart_has_an_opener" CHECK("cart"."customer_id" is not null or "cart"."token_hash" is not null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cart_token_hash_unique` ON `cart` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `cart_one_active` ON `cart` (`customer_id`) WHERE state = 'ACTIVE' and customer_id is not null;--> statement-breakpoint
CREATE INDEX `cart_customer` ON `cart` (`customer_id`);--> statement-breakpoint
CREATE INDEX `cart_merged_into` ON `cart` (`merged_into`) WHERE merged_into is not null;--> statement-breakpoint
CREATE TABLE `cart_line` (
	`id` text PRIMARY KEY NOT NULL,
	`cart_id` text NOT NULL,
	`position` integer NOT NULL,
	`variant_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`attributes` text NOT NULL,
	`attributes_key` text NOT NULL,
	`added_amount` integer,
	`added_currency` text NOT NULL,
	`added_at` integer NOT NULL,
	FOREIGN KEY (`cart_id`) REFERENCES `cart`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "cart_line_quantity_in_range" CHECK("cart_line"."quantity" between 1 and 99)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cart_line_merge` ON `cart_line` (`cart_id`,`variant_id`,`attributes_key`);--> statement-breakpoint
CREATE INDEX `cart_line_order` ON `cart_line` (`cart_id`,`position`);--> statement-breakpoint
CREATE TABLE `customer_ref` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`groups` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `price_ref` (
	`sku` text NOT NULL,
	`currency` text NOT NULL,
	`country` text DEFAULT '*' NOT NULL,
	`customer_group` text DEFAULT '*' NOT NULL,
	`min_quantity` integer NOT NULL,
	`valid_from` integer DEFAULT 0 NOT NULL,
	`valid_until` integer DEFAULT 9007199254740991 NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`sku`, `currency`, `country`, `customer_group`, `min_quantity`, `valid_from`),
	CONSTRAINT "price_ref_amount_is_not_negative" CHECK("price_ref"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE `variant_ref` (
	`variant_id` text PRIMARY KEY NOT NULL,
	`sku` text NOT NULL,
	`product_id` text NOT NULL,
	`name` text NOT NULL,
	`options` text NOT NULL,
	`image_url` text,
	`sellable` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `variant_ref_product` ON `variant_ref` (`product_id`);
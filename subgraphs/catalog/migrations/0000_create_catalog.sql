CREATE TABLE `attribute` (
	`code` text PRIMARY KEY NOT NULL,
	`facetable` integer NOT NULL,
	`kind` text NOT NULL,
	CONSTRAINT "attribute_kind_is_known" CHECK("attribute"."kind" in ('TERM','NUMBER','BOOLEAN'))
);
--> statement-breakpoint
CREATE TABLE `attribute_value` (
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	`locale` text NOT NULL,
	`code` text NOT NULL,
	`value` text NOT NULL,
	`num` real,
	`unit` text,
	PRIMARY KEY(`product_id`, `position`, `locale`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`code`) REFERENCES `attribute`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `brand` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`logo_url` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `brand_slug_unique` ON `brand` (`slug`);--> statement-breakpoint
CREATE INDEX `brand_name` ON `brand` (`name`,`id`);--> statement-breakpoint
CREATE TABLE `bundle_component` (
	`bundle_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`bundle_id`, `variant_id`),
	FOREIGN KEY (`bundle_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`variant_id`) REFERENCES `variant`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bundle_component_quantity_is_positive" CHECK("bundle_component"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE `category` (
	`id` text PRIMARY KEY NOT NULL,
	`parent_id` text,
	`position` integer DEFAULT 0 NOT NULL,
	`depth` integer NOT NULL,
	`path` text NOT NULL,
	`image_url` text,
	`version` integer DEFAULT 1 NOT NULL,
	`content_hash` text,
	FOREIGN KEY (`parent_id`) REFERENCES `category`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `category_parent` ON `category` (`parent_id`,`position`);--> statement-breakpoint
CREATE INDEX `category_path` ON `category` (`path`);--> statement-breakpoint
CREATE TABLE `category_text` (
	`category_id` text NOT NULL,
	`locale` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`description` text,
	PRIMARY KEY(`category_id`, `locale`),
	FOREIGN KEY (`category_id`) REFERENCES `category`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `category_text_locale_slug` ON `category_text` (`locale`,`slug`);--> statement-breakpoint
CREATE INDEX `category_text_slug` ON `category_text` (`slug`);--> statement-breakpoint
CREATE TABLE `media` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`url` text NOT NULL,
	`alt` text,
	`width` integer,
	`height` integer,
	`blurhash` text,
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `media_product` ON `media` (`product_id`,`position`);--> statement-breakpoint
CREATE TABLE `product` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`brand_id` text,
	`status` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`content_hash` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`brand_id`) REFERENCES `brand`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "product_kind_is_known" CHECK("product"."kind" in ('PRODUCT','BUNDLE')),
	CONSTRAINT "product_status_is_known" CHECK("product"."status" in ('DRAFT','ACTIVE','ARCHIVED'))
);
--> statement-breakpoint
CREATE INDEX `product_newest` ON `product` (`kind`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `product_category` (
	`product_id` text NOT NULL,
	`category_id` text NOT NULL,
	`rank` integer NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`product_id`, `category_id`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`category_id`) REFERENCES `category`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `product_category_by_category` ON `product_category` (`category_id`,`position`,`product_id`);--> statement-breakpoint
CREATE TABLE `product_option` (
	`product_id` text NOT NULL,
	`name` text NOT NULL,
	`label` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`product_id`, `name`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `product_text` (
	`product_id` text NOT NULL,
	`locale` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`subtitle` text,
	`description_html` text,
	`seo_title` text,
	`seo_description` text,
	PRIMARY KEY(`product_id`, `locale`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `product_text_locale_slug` ON `product_text` (`locale`,`slug`);--> statement-breakpoint
CREATE INDEX `product_text_slug` ON `product_text` (`slug`);--> statement-breakpoint
CREATE TABLE `slug_history` (
	`kind` text NOT NULL,
	`slug` text NOT NULL,
	`target_id` text NOT NULL,
	PRIMARY KEY(`kind`, `slug`)
);
--> statement-breakpoint
CREATE TABLE `variant` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`sku` text NOT NULL,
	`gtin` text,
	`position` integer NOT NULL,
	`weight_g` integer,
	`length_mm` integer,
	`width_mm` integer,
	`height_mm` integer,
	`tax_class` text NOT NULL,
	`image_url` text,
	`archived_at` integer,
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `variant_sku_unique` ON `variant` (`sku`);--> statement-breakpoint
CREATE UNIQUE INDEX `variant_gtin_unique` ON `variant` (`gtin`);--> statement-breakpoint
CREATE INDEX `variant_product` ON `variant` (`product_id`,`position`,`id`);--> statement-breakpoint
CREATE TABLE `variant_option` (
	`variant_id` text NOT NULL,
	`name` text NOT NULL,
	`value` text NOT NULL,
	`label` text NOT NULL,
	`swatch_hex` text,
	`position` integer NOT NULL,
	PRIMARY KEY(`variant_id`, `name`),
	FOREIGN KEY (`variant_id`) REFERENCES `variant`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `variant_option_value` ON `variant_option` (`name`,`value`,`variant_id`);
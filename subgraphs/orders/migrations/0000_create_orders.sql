CREATE TABLE `erased_customer` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `order_event` (
	`order_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`message` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`order_id`, `seq`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `order_line` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`position` integer NOT NULL,
	`variant_id` text NOT NULL,
	`product_id` text,
	`sku` text NOT NULL,
	`name` text NOT NULL,
	`options` text,
	`image_url` text,
	`quantity` integer NOT NULL,
	`unit_amount` integer NOT NULL,
	`discount` integer NOT NULL,
	`tax` integer NOT NULL,
	`total` integer NOT NULL,
	`currency` text NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "order_line_quantity_is_positive" CHECK("order_line"."quantity" >= 1)
);
--> statement-breakpoint
CREATE INDEX `order_line_order` ON `order_line` (`order_id`,`position`);--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`checkout_id` text NOT NULL,
	`customer_id` text,
	`status` text NOT NULL,
	`email` text,
	`locale` text NOT NULL,
	`country` text NOT NULL,
	`currency` text NOT NULL,
	`subtotal` integer NOT NULL,
	`discount_total` integer NOT NULL,
	`shipping_total` integer NOT NULL,
	`tax_total` integer NOT NULL,
	`tax_included` integer NOT NULL,
	`total` integer NOT NULL,
	`discounts` text NOT NULL,
	`shipping_address` text,
	`billing_address` text,
	`shipping_option` text,
	`quote_hash` text NOT NULL,
	`settled_at` integer,
	`placed_at` integer NOT NULL,
	CONSTRAINT "order_total_adds_up" CHECK("orders"."total" = "orders"."subtotal" - "orders"."discount_total" + "orders"."shipping_total" + case "orders"."tax_included" when 1 then 0 else "orders"."tax_total" end),
	CONSTRAINT "order_total_is_not_negative" CHECK("orders"."total" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `order_number` ON `orders` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `order_checkout` ON `orders` (`checkout_id`);--> statement-breakpoint
CREATE INDEX `order_customer` ON `orders` (`customer_id`,`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `order_status` ON `orders` (`status`,`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `order_placed` ON `orders` (`placed_at`,`id`);
-- The table that is dropped tells who ordered: its pages are overwritten.
PRAGMA secure_delete=ON;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_orders` (
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
	`cancel_reason` text,
	CONSTRAINT "order_total_adds_up" CHECK("__new_orders"."total" - ("__new_orders"."subtotal" - "__new_orders"."discount_total" + "__new_orders"."shipping_total") between 0 and case "__new_orders"."tax_included" when 1 then 0 else "__new_orders"."tax_total" end),
	CONSTRAINT "order_total_is_not_negative" CHECK("__new_orders"."total" >= 0)
);
--> statement-breakpoint
INSERT INTO `__new_orders`("id", "number", "checkout_id", "customer_id", "status", "email", "locale", "country", "currency", "subtotal", "discount_total", "shipping_total", "tax_total", "tax_included", "total", "discounts", "shipping_address", "billing_address", "shipping_option", "quote_hash", "settled_at", "placed_at", "cancel_reason") SELECT "id", "number", "checkout_id", "customer_id", "status", "email", "locale", "country", "currency", "subtotal", "discount_total", "shipping_total", "tax_total", "tax_included", "total", "discounts", "shipping_address", "billing_address", "shipping_option", "quote_hash", "settled_at", "placed_at", "cancel_reason" FROM `orders`;--> statement-breakpoint
DROP TABLE `orders`;--> statement-breakpoint
ALTER TABLE `__new_orders` RENAME TO `orders`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `order_number` ON `orders` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `order_checkout` ON `orders` (`checkout_id`);--> statement-breakpoint
CREATE INDEX `order_customer` ON `orders` (`customer_id`,`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `order_status` ON `orders` (`status`,`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `order_placed` ON `orders` (`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `order_guest` ON `orders` (`placed_at`) WHERE customer_id is null and email is not null;
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_cart_line` (
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
	CONSTRAINT "cart_line_quantity_in_range" CHECK("__new_cart_line"."quantity" between 1 and 999)
);
--> statement-breakpoint
INSERT INTO `__new_cart_line`("id", "cart_id", "position", "variant_id", "quantity", "attributes", "attributes_key", "added_amount", "added_currency", "added_at") SELECT "id", "cart_id", "position", "variant_id", "quantity", "attributes", "attributes_key", "added_amount", "added_currency", "added_at" FROM `cart_line`;--> statement-breakpoint
DROP TABLE `cart_line`;--> statement-breakpoint
ALTER TABLE `__new_cart_line` RENAME TO `cart_line`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `cart_line_merge` ON `cart_line` (`cart_id`,`variant_id`,`attributes_key`);--> statement-breakpoint
CREATE INDEX `cart_line_order` ON `cart_line` (`cart_id`,`position`);
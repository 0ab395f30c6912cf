CREATE TABLE `announced_stock` (
	`variant_id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`max_per_order` integer,
	`available_at_most` integer
);
--> statement-breakpoint
CREATE TABLE `location` (
	`rid` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`latitude` real NOT NULL,
	`longitude` real NOT NULL,
	`city` text NOT NULL,
	`country_code` text NOT NULL,
	`postal_code` text,
	`opening_hours` text,
	`services` text NOT NULL,
	`priority` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `location_id_unique` ON `location` (`id`);--> statement-breakpoint
CREATE TABLE `reservation` (
	`id` text PRIMARY KEY NOT NULL,
	`checkout_id` text NOT NULL,
	`customer_id` text,
	`order_id` text,
	`status` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "reservation_order_when_committed" CHECK(("reservation"."order_id" is not null) = ("reservation"."status" = 'COMMITTED'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reservation_checkout_id_unique` ON `reservation` (`checkout_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `reservation_order_id_unique` ON `reservation` (`order_id`);--> statement-breakpoint
CREATE INDEX `reservation_expiry` ON `reservation` (`expires_at`) WHERE "reservation"."status" = 'HELD';--> statement-breakpoint
CREATE TABLE `reservation_item` (
	`reservation_id` text NOT NULL,
	`sku` text NOT NULL,
	`location_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`backordered` integer NOT NULL,
	`returned` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`reservation_id`, `sku`, `location_id`),
	FOREIGN KEY (`reservation_id`) REFERENCES `reservation`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reservation_item_is_positive" CHECK("reservation_item"."quantity" >= 1),
	CONSTRAINT "reservation_item_adds_up" CHECK("reservation_item"."backordered" >= 0 and "reservation_item"."returned" >= 0 and "reservation_item"."backordered" + "reservation_item"."returned" <= "reservation_item"."quantity")
);
--> statement-breakpoint
CREATE INDEX `reservation_item_waiting` ON `reservation_item` (`sku`) WHERE "reservation_item"."backordered" > 0;--> statement-breakpoint
CREATE TABLE `stock` (
	`sku` text NOT NULL,
	`location_id` text NOT NULL,
	`on_hand` integer DEFAULT 0 NOT NULL,
	`reserved` integer DEFAULT 0 NOT NULL,
	`backordered` integer DEFAULT 0 NOT NULL,
	`safety` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`sku`, `location_id`),
	FOREIGN KEY (`location_id`) REFERENCES `location`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "stock_on_hand_is_possible" CHECK("stock"."on_hand" between 0 and 1000000000),
	CONSTRAINT "stock_reserved_is_there" CHECK("stock"."reserved" between 0 and "stock"."on_hand"),
	CONSTRAINT "stock_backordered_is_possible" CHECK("stock"."backordered" between 0 and 1000000000),
	CONSTRAINT "stock_safety_is_possible" CHECK("stock"."safety" between 0 and 1000000000)
);
--> statement-breakpoint
CREATE INDEX `stock_location` ON `stock` (`location_id`);--> statement-breakpoint
CREATE TABLE `stock_movement` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`sku` text NOT NULL,
	`location_id` text NOT NULL,
	`kind` text NOT NULL,
	`delta_on_hand` integer NOT NULL,
	`delta_reserved` integer NOT NULL,
	`delta_backordered` integer NOT NULL,
	`delta_safety` integer NOT NULL,
	`ref` text,
	`actor` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `stock_movement_place` ON `stock_movement` (`sku`,`location_id`,`seq`);--> statement-breakpoint
CREATE TABLE `stock_policy` (
	`sku` text PRIMARY KEY NOT NULL,
	`when_out` text NOT NULL,
	`low_stock_threshold` integer NOT NULL,
	`max_per_order` integer,
	`restock_at` integer,
	CONSTRAINT "stock_policy_threshold_is_told" CHECK("stock_policy"."low_stock_threshold" between 0 and 98),
	CONSTRAINT "stock_policy_limit_is_positive" CHECK("stock_policy"."max_per_order" is null or "stock_policy"."max_per_order" >= 1)
);
--> statement-breakpoint
CREATE TABLE `stock_return` (
	`order_id` text NOT NULL,
	`reference` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`order_id`, `reference`)
);
--> statement-breakpoint
CREATE TABLE `variant_ref` (
	`variant_id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`sku` text NOT NULL,
	`archived` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `variant_ref_sku_unique` ON `variant_ref` (`sku`);--> statement-breakpoint
CREATE INDEX `variant_ref_product` ON `variant_ref` (`product_id`);
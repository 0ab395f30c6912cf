CREATE TABLE `fulfillment` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`status` text NOT NULL,
	`location_id` text,
	`shipment_id` text,
	`carrier` text,
	`tracking_number` text,
	`created_at` integer NOT NULL,
	`shipped_at` integer,
	`delivered_at` integer,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `fulfillment_order` ON `fulfillment` (`order_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `fulfillment_shipment` ON `fulfillment` (`shipment_id`);--> statement-breakpoint
CREATE TABLE `fulfillment_line` (
	`fulfillment_id` text NOT NULL,
	`order_line_id` text NOT NULL,
	`quantity` integer NOT NULL,
	PRIMARY KEY(`fulfillment_id`, `order_line_id`),
	FOREIGN KEY (`fulfillment_id`) REFERENCES `fulfillment`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_line_id`) REFERENCES `order_line`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "fulfillment_line_quantity_is_positive" CHECK("fulfillment_line"."quantity" >= 1)
);

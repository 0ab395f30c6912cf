CREATE TABLE `order_refund` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`reference` text NOT NULL,
	`amount` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `order_refund_order` ON `order_refund` (`order_id`);--> statement-breakpoint
CREATE TABLE `return_line` (
	`return_id` text NOT NULL,
	`order_line_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`reason_code` text NOT NULL,
	PRIMARY KEY(`return_id`, `order_line_id`),
	FOREIGN KEY (`return_id`) REFERENCES `return_request`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_line_id`) REFERENCES `order_line`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "return_line_quantity_is_positive" CHECK("return_line"."quantity" >= 1)
);
--> statement-breakpoint
CREATE TABLE `return_request` (
	`id` text PRIMARY KEY NOT NULL,
	`rma_number` text NOT NULL,
	`order_id` text NOT NULL,
	`status` text NOT NULL,
	`note` text,
	`refund_amount` integer,
	`created_at` integer NOT NULL,
	`received_at` integer,
	`refunded_at` integer,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "return_refund_is_not_negative" CHECK("return_request"."refund_amount" >= 0)
);
--> statement-breakpoint
CREATE INDEX `return_order` ON `return_request` (`order_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `return_rma` ON `return_request` (`rma_number`);--> statement-breakpoint
ALTER TABLE `orders` ADD `cancel_reason` text;
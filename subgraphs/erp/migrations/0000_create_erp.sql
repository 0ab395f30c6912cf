CREATE TABLE `results_cache` (
	`operation` text NOT NULL,
	`key` text NOT NULL,
	`response` text NOT NULL,
	`stored_at` integer NOT NULL,
	`fresh_until` integer NOT NULL,
	`stale_until` integer NOT NULL,
	PRIMARY KEY(`operation`, `key`)
);
--> statement-breakpoint
CREATE INDEX `results_cache_stored` ON `results_cache` (`stored_at`);--> statement-breakpoint
CREATE TABLE `shipment` (
	`order_id` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`state` text NOT NULL,
	`cancel_requested` integer DEFAULT false NOT NULL,
	`lines` text NOT NULL,
	`erp_number` text,
	`carrier` text,
	`tracking_number` text,
	`refused_code` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer,
	`correlation_id` text NOT NULL,
	`causation_id` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "shipment_booked_is_known" CHECK("shipment"."state" <> 'BOOKED' or ("shipment"."erp_number" is not null and "shipment"."carrier" is not null and "shipment"."tracking_number" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shipment_id_unique` ON `shipment` (`id`);--> statement-breakpoint
CREATE INDEX `shipment_due` ON `shipment` (`due_at`) WHERE "shipment"."due_at" is not null;--> statement-breakpoint
CREATE TABLE `upstream_call` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`operation` text NOT NULL,
	`duration_ms` integer NOT NULL,
	`outcome` text NOT NULL,
	`correlation_id` text,
	`at` integer NOT NULL
);

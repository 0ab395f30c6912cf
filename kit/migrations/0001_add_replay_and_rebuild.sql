CREATE TABLE `rebuild` (
	`consumer` text PRIMARY KEY NOT NULL,
	`began_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `dead_event` ADD `seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `dead_event` ADD `type` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `parked_event` ADD `seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `parked_event` ADD `type` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `parked_event` ADD `compatibility_version` integer DEFAULT 1 NOT NULL;
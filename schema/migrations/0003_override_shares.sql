CREATE TABLE `override_share` (
	`label` text PRIMARY KEY NOT NULL,
	`percent` real NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`reason` text,
	CONSTRAINT "override_share_is_percent" CHECK("override_share"."percent" between 0 and 100)
);

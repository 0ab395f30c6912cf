CREATE TABLE `sample` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`updated_at` integer NOT NULL
);

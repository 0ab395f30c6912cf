CREATE TABLE `attempt` (
	`subject` text NOT NULL,
	`window_start` integer NOT NULL,
	`tries` integer NOT NULL,
	PRIMARY KEY(`subject`, `window_start`)
);
--> statement-breakpoint
CREATE INDEX `attempt_window` ON `attempt` (`window_start`);--> statement-breakpoint
CREATE TABLE `secret` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);

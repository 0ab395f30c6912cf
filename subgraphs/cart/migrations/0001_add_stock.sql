CREATE TABLE `stock_ref` (
	`variant_id` text PRIMARY KEY NOT NULL,
	`available_at_most` integer,
	`max_per_order` integer
);

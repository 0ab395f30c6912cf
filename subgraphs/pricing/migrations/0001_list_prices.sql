CREATE TABLE `list_price` (
	`sku` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`sku`, `currency`),
	CONSTRAINT "list_price_is_not_negative" CHECK("list_price"."amount" is null or "list_price"."amount" >= 0)
);

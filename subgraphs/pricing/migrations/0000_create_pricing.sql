CREATE TABLE `price` (
	`id` integer PRIMARY KEY NOT NULL,
	`sku` text NOT NULL,
	`currency` text NOT NULL,
	`country` text DEFAULT '*' NOT NULL,
	`customer_group` text DEFAULT '*' NOT NULL,
	`min_quantity` integer DEFAULT 1 NOT NULL,
	`amount` integer NOT NULL,
	`compare_at` integer,
	`valid_from` integer DEFAULT 0 NOT NULL,
	`valid_until` integer DEFAULT 9007199254740991 NOT NULL,
	`tax_included` integer NOT NULL,
	CONSTRAINT "price_amount_is_not_negative" CHECK("price"."amount" >= 0),
	CONSTRAINT "price_compare_at_is_not_negative" CHECK("price"."compare_at" is null or "price"."compare_at" >= 0),
	CONSTRAINT "price_min_quantity_is_positive" CHECK("price"."min_quantity" >= 1),
	CONSTRAINT "price_period_is_forward" CHECK("price"."valid_from" < "price"."valid_until")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `price_key` ON `price` (`sku`,`currency`,`country`,`customer_group`,`min_quantity`,`valid_from`);--> statement-breakpoint
CREATE INDEX `price_currency` ON `price` (`currency`);--> statement-breakpoint
CREATE TABLE `price_change` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`sku` text NOT NULL,
	`currency` text NOT NULL,
	`old_amount` integer,
	`new_amount` integer NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `promotion` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`priority` integer NOT NULL,
	`stackable` integer NOT NULL,
	`requires_voucher` integer NOT NULL,
	`rule` text NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`usage_limit` integer,
	`per_customer_limit` integer,
	`used` integer DEFAULT 0 NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	CONSTRAINT "promotion_rule_is_json" CHECK(json_valid("promotion"."rule")),
	CONSTRAINT "promotion_used_is_not_negative" CHECK("promotion"."used" >= 0)
);
--> statement-breakpoint
CREATE INDEX `promotion_active` ON `promotion` (`enabled`,`requires_voucher`,`starts_at`,`ends_at`,`priority`);--> statement-breakpoint
CREATE TABLE `promotion_text` (
	`promotion_id` text NOT NULL,
	`locale` text NOT NULL,
	`label` text NOT NULL,
	`description` text,
	PRIMARY KEY(`promotion_id`, `locale`),
	FOREIGN KEY (`promotion_id`) REFERENCES `promotion`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `quote` (
	`hash` text PRIMARY KEY NOT NULL,
	`checkout_id` text,
	`body` text NOT NULL,
	`total` integer NOT NULL,
	`currency` text NOT NULL,
	`expires_at` integer NOT NULL,
	CONSTRAINT "quote_body_is_json" CHECK(json_valid("quote"."body"))
);
--> statement-breakpoint
CREATE INDEX `quote_expiry` ON `quote` (`expires_at`);--> statement-breakpoint
CREATE TABLE `redemption` (
	`reference` text NOT NULL,
	`promotion_id` text NOT NULL,
	`voucher_code` text DEFAULT '' NOT NULL,
	`customer_id` text,
	`amount` integer NOT NULL,
	`status` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`reference`, `promotion_id`, `voucher_code`),
	CONSTRAINT "redemption_status_is_known" CHECK("redemption"."status" in ('HELD','USED','RELEASED'))
);
--> statement-breakpoint
CREATE INDEX `redemption_customer` ON `redemption` (`customer_id`,`promotion_id`) WHERE status <> 'RELEASED';--> statement-breakpoint
CREATE TABLE `tax_rate` (
	`country` text NOT NULL,
	`region` text DEFAULT '*' NOT NULL,
	`tax_class` text NOT NULL,
	`rate_permyriad` integer NOT NULL,
	`included` integer NOT NULL,
	`label` text NOT NULL,
	PRIMARY KEY(`country`, `region`, `tax_class`),
	CONSTRAINT "tax_rate_is_not_negative" CHECK("tax_rate"."rate_permyriad" >= 0)
);
--> statement-breakpoint
CREATE TABLE `variant_ref` (
	`variant_id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`sku` text NOT NULL,
	`tax_class` text NOT NULL,
	`category_ids` text NOT NULL,
	`archived` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `variant_ref_sku_unique` ON `variant_ref` (`sku`);--> statement-breakpoint
CREATE INDEX `variant_ref_product` ON `variant_ref` (`product_id`);--> statement-breakpoint
CREATE TABLE `voucher` (
	`code` text PRIMARY KEY NOT NULL,
	`promotion_id` text NOT NULL,
	`customer_id` text,
	`ticket_id` text,
	`reason` text,
	`balance` integer,
	`currency` text,
	`max_uses` integer,
	`used` integer DEFAULT 0 NOT NULL,
	`expires_at` integer,
	FOREIGN KEY (`promotion_id`) REFERENCES `promotion`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "voucher_used_is_not_negative" CHECK("voucher"."used" >= 0),
	CONSTRAINT "voucher_balance_has_currency" CHECK(("voucher"."balance" is null) = ("voucher"."currency" is null))
);
--> statement-breakpoint
CREATE INDEX `voucher_promotion` ON `voucher` (`promotion_id`);
DROP INDEX `provider_webhook_waiting`;--> statement-breakpoint
ALTER TABLE `provider_webhook` ADD `tries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `provider_webhook` ADD `next_try_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `provider_webhook_waiting` ON `provider_webhook` (`next_try_at`) WHERE "provider_webhook"."joined_at" is null;--> statement-breakpoint
ALTER TABLE `payment_intent` ADD `forgotten_at` integer;
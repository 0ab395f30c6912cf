-- Hashes that were made with the key stay the same: it moves. What was counted in the last quarter of an hour does not.
INSERT INTO `secret` (`name`, `value`) SELECT 'keyed-hash', `value` FROM `pepper`;--> statement-breakpoint
DROP TABLE `login_attempt`;--> statement-breakpoint
DROP TABLE `pepper`;

-- Points of all places, for the store locator. Boxes are rounded outwards to 32 bits: a look-up finds too much, never too little.
CREATE VIRTUAL TABLE `location_geo` USING rtree(`rid`, `min_latitude`, `max_latitude`, `min_longitude`, `max_longitude`);
--> statement-breakpoint
CREATE TRIGGER `location_geo_insert` AFTER INSERT ON `location` BEGIN
	INSERT INTO `location_geo` VALUES (new.`rid`, new.`latitude`, new.`latitude`, new.`longitude`, new.`longitude`);
END;
--> statement-breakpoint
CREATE TRIGGER `location_geo_update` AFTER UPDATE OF `latitude`, `longitude` ON `location` BEGIN
	UPDATE `location_geo` SET `min_latitude` = new.`latitude`, `max_latitude` = new.`latitude`,
		`min_longitude` = new.`longitude`, `max_longitude` = new.`longitude` WHERE `rid` = new.`rid`;
END;
--> statement-breakpoint
CREATE TRIGGER `location_geo_delete` AFTER DELETE ON `location` BEGIN
	DELETE FROM `location_geo` WHERE `rid` = old.`rid`;
END;
--> statement-breakpoint
-- The ledger is only ever added to: what was wrong is put right by another movement.
CREATE TRIGGER `stock_movement_stays` BEFORE UPDATE ON `stock_movement` BEGIN
	SELECT raise(abort, 'A movement of the ledger cannot be changed.');
END;
--> statement-breakpoint
CREATE TRIGGER `stock_movement_remains` BEFORE DELETE ON `stock_movement` BEGIN
	SELECT raise(abort, 'A movement of the ledger cannot be deleted.');
END;

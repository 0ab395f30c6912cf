CREATE TABLE `category_listing` (
	`category_id` text NOT NULL,
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`product_id`, `category_id`),
	FOREIGN KEY (`category_id`) REFERENCES `category`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `category_listing_page` ON `category_listing` (`category_id`,`position`,`product_id`);--> statement-breakpoint
INSERT INTO `category_listing` (`category_id`, `product_id`, `position`)
SELECT step.value, product.id, min(place.position)
FROM product
JOIN product_category place ON place.product_id = product.id
JOIN category ON category.id = place.category_id
JOIN json_each('["' || replace(trim(category.path, '/'), '/', '","') || '"]') step
WHERE product.kind = 'PRODUCT' AND product.status = 'ACTIVE'
GROUP BY product.id, step.value;

CREATE TABLE `custody_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`root` text NOT NULL,
	`custody` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `items` (
	`acquisition` text NOT NULL,
	`line` integer NOT NULL,
	`exhibit` text NOT NULL,
	`kind` text NOT NULL,
	`path` text NOT NULL,
	`size` integer,
	`media_type` text,
	`sha256` text,
	`sha512` text,
	`sha1` text,
	`md5` text,
	`blake3` text,
	`ed2k` text,
	`code` text,
	PRIMARY KEY(`acquisition`, `line`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `items_sha256` ON `items` (`sha256`);--> statement-breakpoint
CREATE INDEX `items_sha1` ON `items` (`sha1`);--> statement-breakpoint
CREATE INDEX `items_md5` ON `items` (`md5`);
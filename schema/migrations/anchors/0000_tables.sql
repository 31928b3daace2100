CREATE TABLE `anchors` (
	`origin` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`note` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `lost` (
	`origin` text NOT NULL,
	`size` integer NOT NULL,
	`note` blob NOT NULL,
	PRIMARY KEY(`origin`, `size`, `note`)
) STRICT;

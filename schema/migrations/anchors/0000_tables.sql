CREATE TABLE `anchors` (
	`origin` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`note` blob NOT NULL
) STRICT;

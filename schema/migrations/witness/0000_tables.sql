CREATE TABLE `witnessed` (
	`origin` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`root` blob NOT NULL,
	`time` integer NOT NULL,
	CONSTRAINT "witnessed_root" CHECK(length("witnessed"."root") = 32)
) STRICT;

CREATE TABLE `checkpoints` (
	`size` integer PRIMARY KEY NOT NULL,
	`note` blob NOT NULL,
	`frontier` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `cover` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`size` integer NOT NULL,
	`bytes` blob NOT NULL,
	CONSTRAINT "cover_kind" CHECK("cover"."kind" in ('cosignature', 'timestamp')),
	CONSTRAINT "cover_bytes" CHECK(length("cover"."bytes") <= 1048576)
) STRICT;
--> statement-breakpoint
CREATE TABLE `entries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`leaf` blob NOT NULL,
	`body` blob NOT NULL,
	CONSTRAINT "entries_seq" CHECK("entries"."seq" >= 0),
	CONSTRAINT "entries_leaf" CHECK(length("entries"."leaf") = 32),
	CONSTRAINT "entries_body" CHECK(length("entries"."body") <= 60000)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `entries_leaf_unique` ON `entries` (`leaf`);
CREATE TABLE `openings` (
	`commitment` text PRIMARY KEY NOT NULL,
	`nonce` blob NOT NULL,
	`sealed` blob NOT NULL
) STRICT;

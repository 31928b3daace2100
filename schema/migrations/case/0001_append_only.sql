-- Guards against our own mistakes, not against whoever holds the file: they can drop a trigger. Checkpoints held elsewhere guard against people.
CREATE TRIGGER `entries_no_update` BEFORE UPDATE ON `entries`
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `entries_no_delete` BEFORE DELETE ON `entries`
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
--> statement-breakpoint
-- INSERT OR REPLACE deletes a colliding row without firing a delete trigger unless recursive_triggers is on, which is a setting of
-- the connection. So whatever would collide is refused here, whoever connects.
CREATE TRIGGER `entries_contiguous` BEFORE INSERT ON `entries`
WHEN NEW.`seq` IS NOT (SELECT coalesce(max(`seq`) + 1, 0) FROM `entries`)
  OR EXISTS (SELECT 1 FROM `entries` WHERE `leaf` = NEW.`leaf`)
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `checkpoints_no_update` BEFORE UPDATE ON `checkpoints`
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `checkpoints_no_delete` BEFORE DELETE ON `checkpoints`
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `checkpoints_forward` BEFORE INSERT ON `checkpoints`
WHEN NEW.`size` <= (SELECT coalesce(max(`size`), 0) FROM `checkpoints`)
  OR NEW.`size` IS NOT (SELECT coalesce(max(`seq`) + 1, 0) FROM `entries`)
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `cover_no_update` BEFORE UPDATE ON `cover`
BEGIN SELECT RAISE(ABORT, 'cover is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `cover_no_delete` BEFORE DELETE ON `cover`
BEGIN SELECT RAISE(ABORT, 'cover is append-only'); END;
--> statement-breakpoint
-- Cover is of a checkpoint that stands here, and the same thing is kept once.
CREATE TRIGGER `cover_contiguous` BEFORE INSERT ON `cover`
WHEN NEW.`id` IS NOT (SELECT coalesce(max(`id`) + 1, 0) FROM `cover`)
  OR NOT EXISTS (SELECT 1 FROM `checkpoints` WHERE `size` = NEW.`size`)
  OR EXISTS (SELECT 1 FROM `cover` WHERE `kind` = NEW.`kind` AND `size` = NEW.`size` AND `bytes` = NEW.`bytes`)
BEGIN SELECT RAISE(ABORT, 'cover is append-only'); END;

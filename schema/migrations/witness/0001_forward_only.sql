-- A witness that went back could cosign a second history: this guards it against its own mistakes, and against a replaced row.
CREATE TRIGGER `witnessed_forward` BEFORE UPDATE ON `witnessed`
WHEN NEW.`origin` IS NOT OLD.`origin` OR NEW.`size` < OLD.`size` OR NEW.`time` < OLD.`time`
  OR (NEW.`size` = OLD.`size` AND NEW.`root` IS NOT OLD.`root`)
BEGIN SELECT RAISE(ABORT, 'a witness only moves forward'); END;
--> statement-breakpoint
CREATE TRIGGER `witnessed_no_delete` BEFORE DELETE ON `witnessed`
BEGIN SELECT RAISE(ABORT, 'a witness only moves forward'); END;
--> statement-breakpoint
CREATE TRIGGER `witnessed_once` BEFORE INSERT ON `witnessed`
WHEN EXISTS (SELECT 1 FROM `witnessed` WHERE `origin` = NEW.`origin`)
BEGIN SELECT RAISE(ABORT, 'a witness only moves forward'); END;

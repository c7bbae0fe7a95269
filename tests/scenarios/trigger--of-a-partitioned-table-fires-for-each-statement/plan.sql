-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger app."Parted ""T s"."Each ""R w"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "Each ""R w" ON app."Parted ""T s";

-- statement 1.2 - trigger app."Parted ""T s"."Other ""R w"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "Other ""R w" ON app."Parted ""T s";

-- statement 1.3 - column app."Parted ""T s".log  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Parted ""T s" DROP COLUMN log;

-- statement 1.4 + trigger app."Parted ""T s"."Each ""R w"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "Each ""R w" AFTER UPDATE ON app."Parted ""T s" FOR EACH STATEMENT EXECUTE FUNCTION app.seen();

-- statement 1.5 + trigger app."Parted ""T s"."Other ""R w"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "Other ""R w" AFTER INSERT ON app."Parted ""T s" FOR EACH ROW EXECUTE FUNCTION app.seen();
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger app."Odd ""T x"."Con ""G x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "Con ""G x" ON app."Odd ""T x";

-- statement 1.2 + trigger app."Odd ""T x"."Con ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE CONSTRAINT TRIGGER "Con ""G x" AFTER INSERT ON app."Odd ""T x" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touch();
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger app."Odd ""T x".dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER dropped ON app."Odd ""T x";

-- statement 1.2 ~ trigger app."Odd ""T x"."Tri ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE OR REPLACE TRIGGER "Tri ""G x" BEFORE INSERT OR UPDATE OF "Col ""C x" ON app."Odd ""T x" FOR EACH ROW WHEN ((new.id > 0)) EXECUTE FUNCTION app.touch('it''s');

-- statement 1.3 ~ trigger app."Odd ""T x".disabled  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app."Odd ""T x" ENABLE ALWAYS TRIGGER disabled;

-- statement 1.4 ~ trigger app."Odd ""T x".enabled  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app."Odd ""T x" DISABLE TRIGGER enabled;

-- statement 1.5 + trigger app."Odd ""T x"."Con ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE CONSTRAINT TRIGGER "Con ""G x" AFTER INSERT ON app."Odd ""T x" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touch();

-- statement 1.6 + trigger app."Odd ""T x".transition  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER transition AFTER UPDATE ON app."Odd ""T x" REFERENCING OLD TABLE AS before NEW TABLE AS "Aft ""N x" FOR EACH STATEMENT EXECUTE FUNCTION app.touch();
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger_state app.one."Tri ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE ONLY app.one ENABLE TRIGGER "Tri ""G x";

-- statement 1.2 ~ trigger app.parts."Tri ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE OR REPLACE TRIGGER "Tri ""G x" AFTER INSERT ON app.parts FOR EACH ROW EXECUTE FUNCTION app.second();

-- statement 1.3 + trigger_state app.low."Tri ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE ONLY app.low DISABLE TRIGGER "Tri ""G x";

-- statement 1.4 + trigger_state app.one."Tri ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE ONLY app.one DISABLE TRIGGER "Tri ""G x";
COMMIT;

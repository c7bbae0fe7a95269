-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger_state app.low."Tri ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE ONLY app.low ENABLE TRIGGER "Tri ""G x";

-- statement 1.2 ~ trigger_state app.high."Tri ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE ONLY app.high ENABLE REPLICA TRIGGER "Tri ""G x";

-- statement 1.3 + trigger_state app.rest."Tri ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE ONLY app.rest DISABLE TRIGGER "Tri ""G x";
COMMIT;

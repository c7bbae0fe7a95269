-- step 1: transaction
BEGIN;
-- statement 1.1 - sequence_owner app.freed.owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.freed OWNED BY NONE;

-- statement 1.2 ~ sequence_owner app."Inv ""Q x".owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Inv ""Q x" OWNED BY app.items.other;

-- statement 1.3 + sequence_owner app.taken.owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.taken OWNED BY app.items.other;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ sequence app."Seq ""Q x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.first RENAME TO "Seq ""Q x";
COMMIT;

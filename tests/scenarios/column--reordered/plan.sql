-- step 1: transaction
BEGIN;
-- statement 1.1 + comment table.app."Odd ""T x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON TABLE app."Odd ""T x" IS 'only this';
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - default app."Odd ""T x".id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN id DROP DEFAULT;

-- statement 1.2 ~ column app."Odd ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.3 ~ column app."Odd ""T x".id  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Odd ""T x_id_seq" RENAME TO "Odd ""T x_id_seq_old";

-- statement 1.4 ~ column app."Odd ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- statement 1.5 ~ column app."Odd ""T x".id  lock: ROW EXCLUSIVE  blocks: nothing
SELECT pg_catalog.setval('app."Odd ""T x_id_seq"', last_value, is_called) FROM app."Odd ""T x_id_seq_old";

-- statement 1.6 ~ column app."Odd ""T x".id
DROP SEQUENCE app."Odd ""T x_id_seq_old";
COMMIT;

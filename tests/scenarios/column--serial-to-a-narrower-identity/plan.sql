-- step 1: transaction
BEGIN;
-- statement 1.1 - default app."Odd ""T x"."I ""D x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "I ""D x" DROP DEFAULT;

-- statement 1.2 ~ column app."Odd ""T x"."I ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "I ""D x" SET DATA TYPE integer;

-- statement 1.3 ~ column app."Odd ""T x"."I ""D x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Odd ""T x_I ""D x_seq" RENAME TO "Odd ""T x_I ""D x_seq_old";

-- statement 1.4 ~ column app."Odd ""T x"."I ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "I ""D x" ADD GENERATED ALWAYS AS IDENTITY;

-- statement 1.5 ~ column app."Odd ""T x"."I ""D x"  lock: ROW EXCLUSIVE  blocks: nothing  [SC512]
SELECT pg_catalog.setval('app."Odd ""T x_I ""D x_seq"', last_value, is_called) FROM app."Odd ""T x_I ""D x_seq_old";

-- statement 1.6 ~ column app."Odd ""T x"."I ""D x"
DROP SEQUENCE app."Odd ""T x_I ""D x_seq_old";
COMMIT;

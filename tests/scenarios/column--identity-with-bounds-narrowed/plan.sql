-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x"."I ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC512]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "I ""D x" SET MAXVALUE 2147483647;

-- statement 1.2 ~ column app."Odd ""T x".down  lock: ROW EXCLUSIVE  blocks: nothing  [SC510]
SELECT pg_catalog.setval('app."Odd ""T x_down_seq"', -5, false) FROM app."Odd ""T x_down_seq" WHERE last_value < -32768;

-- statement 1.3 ~ column app."Odd ""T x".down  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN down SET MINVALUE -32768 SET START WITH -5;

-- statement 1.4 ~ column app."Odd ""T x".small  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC512]
ALTER TABLE app."Odd ""T x" ALTER COLUMN small SET MAXVALUE 4000;

-- statement 1.5 ~ column app."Odd ""T x"."I ""D x" and 2 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "I ""D x" SET DATA TYPE integer, ALTER COLUMN down SET DATA TYPE smallint, ALTER COLUMN small SET DATA TYPE smallint;
COMMIT;

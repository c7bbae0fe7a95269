-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Ta ""B le"."No ""W x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ta ""B le" ALTER COLUMN "No ""W x" DROP EXPRESSION;

-- statement 1.2 ~ column app."Ta ""B le"."No ""W x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ta ""B le" ALTER COLUMN "No ""W x" ADD GENERATED ALWAYS AS IDENTITY;

-- statement 1.3 ~ column app."Ta ""B le"."No ""W x"  lock: ACCESS SHARE  blocks: nothing
SELECT pg_catalog.setval('app."Ta ""B le_No ""W x_seq"', max("No ""W x")) FROM app."Ta ""B le" WHERE "No ""W x" >= 1;
COMMIT;

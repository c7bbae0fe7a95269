-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x"."Set ""C x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" VALIDATE CONSTRAINT "Odd ""T x_Set ""C x_not_null";

-- statement 1.2 ~ column app."Odd ""T x".inherited  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER CONSTRAINT "Odd ""T x_inherited_not_null" INHERIT;
COMMIT;

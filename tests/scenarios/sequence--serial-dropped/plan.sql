-- step 1: transaction
BEGIN;
-- statement 1.1 - default app."Odd ""T x"."Ser ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Ser ""C x" DROP DEFAULT;

-- statement 1.2 - column app."Odd ""T x".gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN gone;

-- statement 1.3 - sequence app."Odd ""T x_Ser ""C x_seq"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP SEQUENCE app."Odd ""T x_Ser ""C x_seq";
COMMIT;

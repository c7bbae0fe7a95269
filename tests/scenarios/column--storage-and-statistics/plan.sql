-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x"."Not ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Not ""C x" SET STORAGE DEFAULT;

-- statement 1.2 ~ column app."Odd ""T x"."Not ""C x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Not ""C x" SET STATISTICS -1;

-- statement 1.3 ~ column app."Odd ""T x".plain  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN plain SET STORAGE MAIN;

-- statement 1.4 ~ column app."Odd ""T x".plain  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ALTER COLUMN plain SET STATISTICS 0;

-- statement 1.5 ~ column app."Odd ""T x".many  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ALTER COLUMN many RESET (n_distinct);

-- statement 1.6 ~ column app."Odd ""T x".many  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ALTER COLUMN many SET (n_distinct_inherited=100);

-- statement 1.7 ~ column app."Odd ""T x".packed  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN packed SET COMPRESSION default;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x"."Las ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME COLUMN b TO "Las ""C x";

-- statement 1.2 ~ column app."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME COLUMN a TO b;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - inheritance app."Odd ""T x"."app.parent"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" NO INHERIT app.parent;

-- statement 1.2 ~ column app."Odd ""T x".a_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME COLUMN a TO a_old;

-- statement 1.3 ~ column app."Odd ""T x".a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME COLUMN b TO a;

-- statement 1.4 - column app."Odd ""T x".a_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN a_old;
COMMIT;

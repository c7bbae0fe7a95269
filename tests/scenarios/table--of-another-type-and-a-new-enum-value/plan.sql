-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum x1.mood
ALTER TYPE x1.mood ADD VALUE 'sad' BEFORE 'ok';
COMMIT;

-- step 2: transaction
BEGIN;
-- statement 2.1 + composite_type x1."é"
CREATE TYPE x1."é" AS (
  at date,
  felt x1.mood
);

-- statement 2.2 ~ table x1.x12  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE x1.x12 OF x1."é";

-- statement 2.3 - composite_type x1."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE x1."Odd ""T x";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 + column app."Odd ""T x".more  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN more text;

-- statement 1.2 ~ function app.rows
CREATE OR REPLACE FUNCTION app.rows()
RETURNS SETOF app."Odd ""T x"
LANGUAGE sql
BEGIN ATOMIC
 SELECT "Odd ""T x".id,
     "Odd ""T x".more
    FROM app."Odd ""T x";
END;

-- statement 1.3 - column app."Odd ""T x".gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN gone;
COMMIT;

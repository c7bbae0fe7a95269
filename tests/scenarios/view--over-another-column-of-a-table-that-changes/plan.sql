-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table x1."Odd ""T x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE x1."Odd ""T x" SET (fillfactor=70);

-- statement 1.2 + column x1."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE x1."Odd ""T x" ADD COLUMN b text;

-- statement 1.3 ~ view x1.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW x1.v AS
SELECT id,
    b AS label
   FROM x1."Odd ""T x";

-- statement 1.4 - column x1."Odd ""T x".a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE x1."Odd ""T x" DROP COLUMN a;
COMMIT;

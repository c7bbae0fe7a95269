-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column x1."Odd ""T x".at  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE x1."Odd ""T x" RENAME COLUMN b TO at;

-- statement 1.2 ~ column x1."Odd ""T x".at  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE x1."Odd ""T x" RENAME CONSTRAINT "Odd ""T x_b_not_null" TO "Odd ""T x_at_not_null";

-- statement 1.3 + materialized_view x1."(paren)"
CREATE MATERIALIZED VIEW x1."(paren)" AS
SELECT at[1] AS log,
    x5 AS note
   FROM x1."Odd ""T x";

-- statement 1.4 ~ view x1.a2  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW x1.a2 AS
SELECT log AS b,
    note AS "semi;colon"
   FROM x1."(paren)";

-- statement 1.5 - materialized_view x1.note  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW x1.note;
COMMIT;

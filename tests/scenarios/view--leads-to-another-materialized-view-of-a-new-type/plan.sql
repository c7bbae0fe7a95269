-- step 1: transaction
BEGIN;
-- statement 1.1 - view x1.a2  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW x1.a2;

-- statement 1.2 - materialized_view x1.note  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW x1.note;

-- statement 1.3 ~ column x1."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE x1."Odd ""T x" ALTER COLUMN b SET DATA TYPE character varying(30);

-- statement 1.4 + materialized_view x1."(paren)"
CREATE MATERIALIZED VIEW x1."(paren)" AS
SELECT b AS log,
    x5 AS note
   FROM x1."Odd ""T x";

-- statement 1.5 + view x1.a2
CREATE VIEW x1.a2 AS
SELECT 'a'::text AS b,
    note AS "semi;colon"
   FROM x1."(paren)";
COMMIT;

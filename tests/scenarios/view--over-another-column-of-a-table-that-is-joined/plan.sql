-- step 1: transaction
BEGIN;
-- statement 1.1 - view shop.log  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW shop.log;

-- statement 1.2 - column shop."Odd ""T x".kind  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE shop."Odd ""T x" DROP COLUMN kind;

-- statement 1.3 + inheritance shop.order."shop.""Odd """"T x"""  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."order" INHERIT shop."Odd ""T x";

-- statement 1.4 + column shop."Odd ""T x".kind2  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Odd ""T x" ADD COLUMN kind2 bigint;

-- statement 1.5 + view shop.log
CREATE VIEW shop.log AS
SELECT kind2 AS price
   FROM shop."Odd ""T x";

-- statement 1.6 + comment view.shop.log  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON VIEW shop.log IS 'what it costs';
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - publication_table pub."app.""Odd """"T x"""  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC406]
ALTER PUBLICATION pub DROP TABLE ONLY app."Odd ""T x";

-- statement 1.2 - trigger app."Odd ""T x".tri  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER tri ON app."Odd ""T x";

-- statement 1.3 - policy app.other.pol  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY pol ON app.other;

-- statement 1.4 - statistics_object app.sta  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
DROP STATISTICS app.sta;

-- statement 1.5 - foreign_key app.other.other_name_fkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.other DROP CONSTRAINT other_name_fkey;

-- statement 1.6 - index app."Odd ""T x".ind  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.ind;

-- statement 1.7 - check app."Odd ""T x".che  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT che;

-- statement 1.8 - unique app."Odd ""T x".uni  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT uni;

-- statement 1.9 - column app."Odd ""T x".len  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN len;

-- statement 1.10 - function app.names
DROP FUNCTION app.names();

-- statement 1.11 ~ view app.second  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app.second AS
SELECT id
   FROM app."Odd ""T x";

-- statement 1.12 - view app.first  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.first;

-- statement 1.13 + publication_table pub."app.""Odd """"T x"""  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER PUBLICATION pub ADD TABLE ONLY app."Odd ""T x";

-- statement 1.14 ~ privilege table.app."Odd ""T x".rw  [SC406]
REVOKE UPDATE ("Nam ""C x") ON TABLE app."Odd ""T x" FROM rw;

-- statement 1.15 - column app."Odd ""T x"."Nam ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN "Nam ""C x";
COMMIT;

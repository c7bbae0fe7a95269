-- step 1: transaction
BEGIN;
-- statement 1.1 + schema b
CREATE SCHEMA b;

-- statement 1.2 ~ enum b."Odd ""T x"
ALTER TYPE a."Odd ""T x" SET SCHEMA b;

-- statement 1.3 ~ table b.t2  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE a.t SET SCHEMA b;

-- statement 1.4 ~ table b.t2  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE b.t RENAME TO t2;

-- statement 1.5 ~ function b.tf
ALTER FUNCTION a.tf() SET SCHEMA b;

-- statement 1.6 ~ column b.t2.nid  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE b.t2 RENAME COLUMN id TO nid;

-- statement 1.7 ~ sequence b.s2  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE b.s1 RENAME TO s2;

-- statement 1.8 ~ primary_key b.t2.t2_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE b.t2 RENAME CONSTRAINT t_pkey TO t2_pkey;

-- statement 1.9 ~ enum b."Odd ""T x"
ALTER TYPE b."Odd ""T x" ADD VALUE 'y';
COMMIT;

-- step 2: transaction
BEGIN;
-- statement 2.1 ~ column b.t2.nid  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE b.t2 RENAME CONSTRAINT t_id_not_null TO t2_nid_not_null;

-- statement 2.2 + comment schema.b
COMMENT ON SCHEMA b IS 'a new one';
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - check app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT c;

-- statement 1.2 ~ enum app.state
ALTER TYPE app.state RENAME TO state_old;

-- statement 1.3 ~ enum app.state
CREATE TYPE app.state AS ENUM ('draft', 'sent');

-- statement 1.4 ~ enum app.state
SET LOCAL search_path TO app, public;

-- statement 1.5 ~ enum app.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN state SET DATA TYPE app.state USING fate::state;

-- statement 1.6 ~ enum app.state
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.7 ~ enum app.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.state_old;

-- statement 1.8 - column app."Odd ""T x".fate  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN fate;

-- statement 1.9 ~ column app."Odd ""T x".code
SET LOCAL search_path TO app, public;

-- statement 1.10 ~ column app."Odd ""T x".code  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN code SET DATA TYPE character varying(20) USING code || note;

-- statement 1.11 ~ column app."Odd ""T x".code
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.12 - column app."Odd ""T x".note  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN note;

-- statement 1.13 + column app."Odd ""T x".label  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN label text;

-- statement 1.14 ~ column app."Odd ""T x".label
SET LOCAL search_path TO app, public;

-- statement 1.15 ! column app."Odd ""T x".label  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app."Odd ""T x" SET label = (select o.label from "Old ""T x" o where o.id = "Odd ""T x".id) WHERE label IS NULL;

-- statement 1.16 ~ column app."Odd ""T x".label
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.17 - table app."Old ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app."Old ""T x";

-- statement 1.18 + column app."Odd ""T x".whole  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN whole text;

-- statement 1.19 ~ column app."Odd ""T x".whole
SET LOCAL search_path TO app, public;

-- statement 1.20 ! column app."Odd ""T x".whole  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app."Odd ""T x" SET whole = "First ""N x" || ' ' || "Odd ""T x".last WHERE whole IS NULL;

-- statement 1.21 ~ column app."Odd ""T x".whole
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.22 ~ column app."Odd ""T x".whole  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN whole SET NOT NULL;

-- statement 1.23 - column app."Odd ""T x"."First ""N x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN "First ""N x";

-- statement 1.24 - column app."Odd ""T x".last  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN last;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - index app.other.other_number  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.other_number;

-- statement 1.2 - unique app.base.base_state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.base DROP CONSTRAINT base_state;

-- statement 1.3 - primary_key app.keyed.keyed_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.keyed DROP CONSTRAINT keyed_pkey;

-- statement 1.4 ~ enum app."Kind ""K x"
ALTER TYPE app."Kind ""K x" RENAME TO "Kind ""K x_old";

-- statement 1.5 ~ enum app."Kind ""K x"
CREATE TYPE app."Kind ""K x" AS ENUM ('new', 'last');

-- statement 1.6 ~ column app.base.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.base ALTER COLUMN state DROP NOT NULL;

-- statement 1.7 ~ enum app."Kind ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.base ALTER COLUMN state SET DATA TYPE app."Kind ""K x"[] USING state::text[]::app."Kind ""K x"[];

-- statement 1.8 ~ column app.base.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.base ALTER COLUMN state SET NOT NULL;

-- statement 1.9 ~ enum app."Kind ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Kind ""K x_old";

-- statement 1.10 ~ column app.base.number  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.base ALTER COLUMN number DROP NOT NULL;

-- statement 1.11 ~ column app.base.number  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.base ALTER COLUMN number SET DATA TYPE character varying(40);

-- statement 1.12 ~ column app.base.number  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.base ALTER COLUMN number SET NOT NULL;

-- statement 1.13 ~ column app.keyed.number  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.keyed ALTER COLUMN number DROP NOT NULL;

-- statement 1.14 ~ column app.keyed.number  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.keyed ALTER COLUMN number SET DATA TYPE character varying(40);

-- statement 1.15 ~ column app.keyed.number  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.keyed ALTER COLUMN number SET NOT NULL;

-- statement 1.16 ~ column app.other.number  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.other ALTER COLUMN number DROP NOT NULL;

-- statement 1.17 ~ column app.other.number  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.other ALTER COLUMN number SET DATA TYPE character varying(40);

-- statement 1.18 ~ column app.other.number  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.other ALTER COLUMN number SET NOT NULL;

-- statement 1.19 + primary_key app.keyed.keyed_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.keyed ADD CONSTRAINT keyed_pkey PRIMARY KEY (number);

-- statement 1.20 + unique app.base.base_state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.base ADD CONSTRAINT base_state UNIQUE (state);

-- statement 1.21 ~ unique app.base.base_state  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.base REPLICA IDENTITY USING INDEX base_state;

-- statement 1.22 + index app.other.other_number  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX other_number ON app.other USING btree (number);

-- statement 1.23 ~ index app.other.other_number  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.other REPLICA IDENTITY USING INDEX other_number;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.p1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.parts DETACH PARTITION app.p1;

-- statement 1.2 - partition app.p2.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.parts DETACH PARTITION app.p2;

-- statement 1.3 - table app.parts  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app.parts;

-- statement 1.4 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" RENAME TO "Col ""E x_old";

-- statement 1.5 ~ enum app."Col ""E x"
CREATE TYPE app."Col ""E x" AS ENUM ('red', 'green');

-- statement 1.6 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.p1 ALTER COLUMN c SET DATA TYPE app."Col ""E x" USING c::text::app."Col ""E x";

-- statement 1.7 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.p2 ALTER COLUMN c SET DATA TYPE app."Col ""E x" USING c::text::app."Col ""E x";

-- statement 1.8 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Col ""E x_old";

-- statement 1.9 + table app.parts
CREATE TABLE app.parts (
  c app."Col ""E x" CONSTRAINT parts_c_not_null NOT NULL,
  id integer CONSTRAINT parts_id_not_null NOT NULL
) PARTITION BY LIST (c);

-- statement 1.10 + partition app.p1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.parts ATTACH PARTITION app.p1 FOR VALUES IN ('red');

-- statement 1.11 + partition app.p2.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.parts ATTACH PARTITION app.p2 FOR VALUES IN ('green');

-- statement 1.12 + primary_key app.parts.parts_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.parts ADD CONSTRAINT parts_pkey PRIMARY KEY (c, id);

-- statement 1.13 + index app.parts.pi  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX pi ON app.parts USING btree (id);
COMMIT;

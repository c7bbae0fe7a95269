-- step 1: transaction
BEGIN;
-- statement 1.1 - default app.rows.c.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.rows ALTER COLUMN c DROP DEFAULT;

-- statement 1.2 - typed_column app.rows.f  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.rows ALTER COLUMN f DROP NOT NULL;

-- statement 1.3 + table app.added
CREATE TABLE app.added OF app."Odd ""T x" (
  "a b" WITH OPTIONS NOT NULL
);

-- statement 1.4 ~ typed_column app.rows.c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.rows ALTER COLUMN c DROP NOT NULL;

-- statement 1.5 ~ typed_column app.rows.d  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.rows ALTER COLUMN d SET NOT NULL;

-- statement 1.6 + typed_column app.rows.e  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.rows ADD CONSTRAINT e_set NOT NULL e;

-- statement 1.7 ~ default app.rows.d.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.rows ALTER COLUMN d SET DEFAULT 'z'::text;

-- statement 1.8 + default app.added."a b".default
ALTER TABLE app.added ALTER COLUMN "a b" SET DEFAULT 1;

-- statement 1.9 + comment typed_column.app.added.c
COMMENT ON COLUMN app.added.c IS 'Said';

-- statement 1.10 ~ comment typed_column.app.rows.c  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app.rows.c IS 'Ours';
COMMIT;

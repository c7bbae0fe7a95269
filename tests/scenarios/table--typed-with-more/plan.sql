-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.full  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."full" ALTER COLUMN id DROP IDENTITY;

-- statement 1.2 ~ table app.full  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."full" ALTER COLUMN n DROP DEFAULT;

-- statement 1.3 ~ table app.full  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."full" ALTER COLUMN n DROP NOT NULL;

-- statement 1.4 ~ table app.full  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."full" OF app.comp;

-- statement 1.5 ~ table app.was  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.was NOT OF;

-- statement 1.6 ~ table app.was  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.was ALTER COLUMN id SET NOT NULL;

-- statement 1.7 + default app.was.n.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.was ALTER COLUMN n SET DEFAULT 'x'::text;

-- statement 1.8 + primary_key app.was.was_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.was ADD CONSTRAINT was_pkey PRIMARY KEY (id);

-- statement 1.9 + comment column.app.was.n  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app.was.n IS 'c';
COMMIT;

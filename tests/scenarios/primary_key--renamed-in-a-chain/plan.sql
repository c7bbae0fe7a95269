-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.z  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.b RENAME TO z;

-- statement 1.2 ~ table app.b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."A ""T x" RENAME TO b;

-- statement 1.3 ~ primary_key app.z.z_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.z RENAME CONSTRAINT b_pkey TO z_pkey;

-- statement 1.4 ~ primary_key app.b.b_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.b RENAME CONSTRAINT "A ""T x_pkey" TO b_pkey;

-- statement 1.5 ~ unique app.z.z_v_key  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.z RENAME CONSTRAINT b_v_key TO z_v_key;

-- statement 1.6 ~ unique app.b.b_v_key  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.b RENAME CONSTRAINT "A ""T x_v_key" TO b_v_key;

-- statement 1.7 ~ column app.b.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.b RENAME CONSTRAINT "A ""T x_id_not_null" TO b_id_not_null;

-- statement 1.8 ~ column app.z.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.z RENAME CONSTRAINT b_id_not_null TO z_id_not_null;
COMMIT;

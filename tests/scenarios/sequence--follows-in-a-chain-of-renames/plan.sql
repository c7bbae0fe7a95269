-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.users_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.users RENAME TO users_old;

-- statement 1.2 ~ sequence app.users_id_seq_old  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.users_id_seq RENAME TO users_id_seq_old;

-- statement 1.3 ~ table app.z  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.b RENAME TO z;

-- statement 1.4 ~ table app.b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.a RENAME TO b;

-- statement 1.5 ~ table app.users  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.users_new RENAME TO users;

-- statement 1.6 ~ sequence app.users_id_seq  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.users_new_id_seq RENAME TO users_id_seq;

-- statement 1.7 ~ sequence app.z_id_seq  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.b_id_seq RENAME TO z_id_seq;

-- statement 1.8 ~ sequence app.b_id_seq  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.a_id_seq RENAME TO b_id_seq;

-- statement 1.9 ~ primary_key app.users_old.users_pkey_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.users_old RENAME CONSTRAINT users_pkey TO users_pkey_old;

-- statement 1.10 ~ primary_key app.users.users_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.users RENAME CONSTRAINT users_new_pkey TO users_pkey;

-- statement 1.11 ~ primary_key app.z.z_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.z RENAME CONSTRAINT b_pkey TO z_pkey;

-- statement 1.12 ~ primary_key app.b.b_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.b RENAME CONSTRAINT a_pkey TO b_pkey;

-- statement 1.13 - table app.users_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.users_old;

-- statement 1.14 ~ column app.b.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.b RENAME CONSTRAINT a_id_not_null TO b_id_not_null;

-- statement 1.15 ~ column app.users.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.users RENAME CONSTRAINT users_new_id_not_null TO users_id_not_null;

-- statement 1.16 ~ column app.z.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.z RENAME CONSTRAINT b_id_not_null TO z_id_not_null;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.a_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.a RENAME TO a_old;

-- statement 1.2 ~ index app.a_old."Odd ""T x_old"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app."Odd ""T x" RENAME TO "Odd ""T x_old";

-- statement 1.3 ~ table app.a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.a_new RENAME TO a;

-- statement 1.4 ~ index app.a."Odd ""T x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.y RENAME TO "Odd ""T x";

-- statement 1.5 ~ primary_key app.a_old.a_pkey_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.a_old RENAME CONSTRAINT a_pkey TO a_pkey_old;

-- statement 1.6 ~ primary_key app.a.a_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.a RENAME CONSTRAINT a_new_pkey TO a_pkey;

-- statement 1.7 - table app.a_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.a_old;

-- statement 1.8 ~ column app.a.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.a RENAME CONSTRAINT a_new_id_not_null TO a_id_not_null;
COMMIT;

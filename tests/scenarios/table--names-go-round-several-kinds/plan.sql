-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.t_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.t RENAME TO t_old;

-- statement 1.2 ~ view app.t  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.v RENAME TO t;

-- statement 1.3 ~ table app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.t_old RENAME TO v;

-- statement 1.4 ~ sequence app.s_old  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.s RENAME TO s_old;

-- statement 1.5 ~ table app.s  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME TO s;

-- statement 1.6 ~ index app.s."Odd ""T x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.i RENAME TO "Odd ""T x";

-- statement 1.7 ~ sequence app.i  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.s_old RENAME TO i;

-- statement 1.8 ~ primary_key app.s.s_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.s RENAME CONSTRAINT "Odd ""T x_pkey" TO s_pkey;

-- statement 1.9 ~ primary_key app.v.v_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.v RENAME CONSTRAINT t_pkey TO v_pkey;

-- statement 1.10 ~ column app.s.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.s RENAME CONSTRAINT "Odd ""T x_id_not_null" TO s_id_not_null;

-- statement 1.11 ~ column app.v.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.v RENAME CONSTRAINT t_id_not_null TO v_id_not_null;
COMMIT;

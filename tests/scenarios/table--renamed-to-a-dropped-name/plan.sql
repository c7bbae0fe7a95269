-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app.state_old
ALTER TYPE app.state RENAME TO state_old;

-- statement 1.2 ~ view app.people_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.people RENAME TO people_old;

-- statement 1.3 ~ table app.people  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME TO people;

-- statement 1.4 ~ table app.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.other RENAME TO state;

-- statement 1.5 ~ index app.state.third_old  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.third RENAME TO third_old;

-- statement 1.6 ~ index app.people.third  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app."Idx ""I x" RENAME TO third;

-- statement 1.7 ~ primary_key app.people.people_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.people RENAME CONSTRAINT "Odd ""T x_pkey" TO people_pkey;

-- statement 1.8 - view app.people_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.people_old;

-- statement 1.9 - index app.state.third_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.third_old;

-- statement 1.10 - enum app.state_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.state_old;

-- statement 1.11 ~ column app.people.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.people RENAME CONSTRAINT "Odd ""T x_id_not_null" TO people_id_not_null;
COMMIT;

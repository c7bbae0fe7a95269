-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME TO old;

-- statement 1.2 ~ primary_key app.old.old_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.old RENAME CONSTRAINT "Odd ""T x_pkey" TO old_pkey;

-- statement 1.3 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  id bigint CONSTRAINT "Odd ""T x_id_not_null" NOT NULL,
  at date CONSTRAINT "Odd ""T x_at_not_null" NOT NULL
) PARTITION BY RANGE (at);

-- statement 1.4 ~ column app.old.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.old RENAME CONSTRAINT "Odd ""T x_id_not_null" TO old_id_not_null;

-- statement 1.5 ~ column app.old.at  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.old RENAME CONSTRAINT "Odd ""T x_at_not_null" TO old_at_not_null;

-- statement 1.6 + partition app.old.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.old DEFAULT;

-- statement 1.7 + primary_key app."Odd ""T x"."Odd ""T x_pkey"
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_pkey" PRIMARY KEY (id, at);
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - column app."Eve ""T x".gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Eve ""T x" DROP COLUMN gone;

-- statement 1.2 ~ column app."Eve ""T x".n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Eve ""T x" ALTER COLUMN n SET DATA TYPE bigint;

-- statement 1.3 ~ column app."Eve ""T x".n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Eve ""T x" ALTER COLUMN n SET NOT NULL;

-- statement 1.4 + column app."Eve ""T x"."Mor ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Eve ""T x" ADD COLUMN "Mor ""C x" text DEFAULT 'm'::text;

-- statement 1.5 + primary_key app.low.low_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.low ADD CONSTRAINT low_pkey PRIMARY KEY (id);

-- statement 1.6 + primary_key app."Eve ""T x"."Eve ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Eve ""T x" ADD CONSTRAINT "Eve ""T x_pkey" PRIMARY KEY (id);
COMMIT;

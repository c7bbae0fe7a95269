-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app."Leaves ""L x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app."Leaves ""L x";

-- statement 1.2 - partition app.below.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app.below;

-- statement 1.3 ~ column app."Leaves ""L x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Leaves ""L x" RENAME CONSTRAINT "Odd ""T x_id_not_null" TO "Leaves ""L x_id_not_null";

-- statement 1.4 ~ column app."Leaves ""L x".k  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Leaves ""L x" RENAME CONSTRAINT "Odd ""T x_k_not_null" TO "Leaves ""L x_k_not_null";

-- statement 1.5 ~ column app.below.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.below RENAME CONSTRAINT "Odd ""T x_id_not_null" TO below_id_not_null;

-- statement 1.6 ~ column app.below.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.below RENAME CONSTRAINT "Odd ""T x_k_not_null" TO below_k_not_null;

-- statement 1.7 + column app."Odd ""T x"."new ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN "new ""C x" text;

-- statement 1.8 + column app."Odd ""T x".z  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN z integer DEFAULT 7;

-- statement 1.9 + column app.below.z  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.below ADD COLUMN z integer DEFAULT 8;

-- statement 1.10 + check app."Odd ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT positive CHECK ((k >= 0));

-- statement 1.11 + index app.stays.stays_id_idx  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX stays_id_idx ON app.stays USING btree (id);

-- statement 1.12 + index app."Odd ""T x".of_id  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX of_id ON app."Odd ""T x" USING btree (id);
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x"."Set ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Set ""C x" SET NOT NULL;

-- statement 1.2 ~ column app."Odd ""T x".dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN dropped DROP NOT NULL;

-- statement 1.3 ~ column app."Odd ""T x".named  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN named DROP NOT NULL;

-- statement 1.4 ~ column app."Odd ""T x".renamed  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT "Odd ""T x_renamed_not_null" TO "Nam ""R x";

-- statement 1.5 ~ column app."Odd ""T x".unnamed  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT other TO "Odd ""T x_unnamed_not_null";
COMMIT;

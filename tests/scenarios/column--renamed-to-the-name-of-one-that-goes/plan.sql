-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".price_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME COLUMN price TO price_old;

-- statement 1.2 ~ column app.parts."Odd ""C x_old"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.parts RENAME COLUMN "Odd ""C x" TO "Odd ""C x_old";

-- statement 1.3 ~ column app."Odd ""T x".price  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME COLUMN state TO price;

-- statement 1.4 ~ column app.parts."Odd ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.parts RENAME COLUMN b TO "Odd ""C x";

-- statement 1.5 - index app."Odd ""T x".by_price  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.by_price;

-- statement 1.6 - column app."Odd ""T x".price_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN price_old;

-- statement 1.7 - column app.parts."Odd ""C x_old"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.parts DROP COLUMN "Odd ""C x_old";

-- statement 1.8 ~ column app."Odd ""T x".price  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT "Odd ""T x_state_not_null" TO "Odd ""T x_price_not_null";
COMMIT;

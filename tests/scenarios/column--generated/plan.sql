-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - column app."Odd ""T x".made  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN made;

-- statement 1.3 - column app."Odd ""T x".turned  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN turned;

-- statement 1.4 ~ column app."Odd ""T x".freed  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN freed DROP EXPRESSION;

-- statement 1.5 ~ column app."Odd ""T x"."Sto ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Sto ""C x" SET EXPRESSION AS ((a + 10));

-- statement 1.6 ~ column app."Odd ""T x".virtual  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN virtual SET EXPRESSION AS ((a + 40));

-- statement 1.7 + column app."Odd ""T x".made  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN made integer GENERATED ALWAYS AS ((a + 30)) STORED;

-- statement 1.8 + column app."Odd ""T x".turned  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN turned integer GENERATED ALWAYS AS ((a + 5)) STORED;

-- statement 1.9 + view app.over
CREATE VIEW app.over AS
SELECT "Sto ""C x" AS stored,
    made,
    turned
   FROM app."Odd ""T x";
COMMIT;

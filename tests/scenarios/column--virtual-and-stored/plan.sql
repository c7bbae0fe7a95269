-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.w  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.w;

-- statement 1.2 - column app."Odd ""T x".v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN v;

-- statement 1.3 - column app."Odd ""T x".s  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN s;

-- statement 1.4 - column app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN p;

-- statement 1.5 - column app."Odd ""T x".v2  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN v2;

-- statement 1.6 ~ column app."Odd ""T x".v3  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN v3 SET EXPRESSION AS ((a + 6));

-- statement 1.7 + column app."Odd ""T x".v  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN v integer GENERATED ALWAYS AS ((a + 1)) STORED;

-- statement 1.8 + column app."Odd ""T x".s  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN s integer GENERATED ALWAYS AS ((a + 1)) VIRTUAL;

-- statement 1.9 + column app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN p integer GENERATED ALWAYS AS (a) VIRTUAL;

-- statement 1.10 + column app."Odd ""T x".v2  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN v2 integer GENERATED ALWAYS AS ((a + 5)) STORED;

-- statement 1.11 ~ column app."Odd ""T x".v2  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN v2 DROP EXPRESSION;

-- statement 1.12 ~ column app."Odd ""T x".v2  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN v2 SET DEFAULT 7;

-- statement 1.13 + view app.w
CREATE VIEW app.w AS
SELECT v,
    s,
    v2
   FROM app."Odd ""T x";
COMMIT;

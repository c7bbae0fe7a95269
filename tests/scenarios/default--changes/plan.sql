-- step 1: transaction
BEGIN;
-- statement 1.1 - default app."Odd ""T x".gone.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN gone DROP DEFAULT;

-- statement 1.2 ~ default app."Odd ""T x"."Cha ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Cha ""C x" SET DEFAULT 'b ''c'::text;

-- statement 1.3 ~ default app."Odd ""T x".switched.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN switched SET DEFAULT app.second();

-- statement 1.4 - function app.first
DROP FUNCTION app.first();

-- statement 1.5 + default app."Odd ""T x".new.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN new SET DEFAULT now();
COMMIT;

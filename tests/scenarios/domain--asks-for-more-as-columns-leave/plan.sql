-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".out and 2 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "out" SET DATA TYPE integer, ALTER COLUMN below SET DATA TYPE bigint, ALTER COLUMN empty SET DATA TYPE text;

-- statement 1.2 ~ domain app.named  [SC209]
ALTER DOMAIN app.named SET NOT NULL;

-- statement 1.3 ~ column app."Odd ""T x".crossing  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN crossing SET DATA TYPE app.other;

-- statement 1.4 + domain_check app."Fe ""W s"."Fe ""W s_check"  [SC209]
ALTER DOMAIN app."Fe ""W s" ADD CONSTRAINT "Fe ""W s_check" CHECK ((VALUE < 5));

-- statement 1.5 ~ column app."Odd ""T x".back  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN back SET DATA TYPE app."Fe ""W s";

-- statement 1.6 + domain_check app.other.other_check  [SC209]
ALTER DOMAIN app.other ADD CONSTRAINT other_check CHECK ((VALUE > 5));
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" OF app.comp;

-- statement 1.2 ~ table app.b  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.b NOT OF;

-- statement 1.3 ~ table app.c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.c OF app.other;
COMMIT;

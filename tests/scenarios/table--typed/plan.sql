-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.rows  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.rows OF app."Odd ""T x";

-- statement 1.2 ~ table app.typed  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.typed NOT OF;
COMMIT;

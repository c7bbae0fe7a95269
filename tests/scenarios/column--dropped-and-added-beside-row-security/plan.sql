-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Ta ""B le"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
ALTER TABLE app."Ta ""B le" NO FORCE ROW LEVEL SECURITY;

-- statement 1.2 + column app."Ta ""B le".sort  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ta ""B le" ADD COLUMN sort text;

-- statement 1.3 ~ view app.kinds  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app.kinds AS
SELECT id,
    sort AS word
   FROM app."Ta ""B le";

-- statement 1.4 - column app."Ta ""B le".kind  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Ta ""B le" DROP COLUMN kind;
COMMIT;

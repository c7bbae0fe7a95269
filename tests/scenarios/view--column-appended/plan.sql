-- step 1: transaction
BEGIN;
-- statement 1.1 ~ view app."Fir ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app."Fir ""V x" AS
SELECT id,
    name
   FROM app.items;

-- statement 1.2 ~ view app.options  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.options RESET (security_barrier);

-- statement 1.3 ~ view app.options  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.options SET (security_invoker=true);

-- statement 1.4 ~ view app.options  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.options ALTER COLUMN id SET DEFAULT 2;

-- statement 1.5 ~ view app.options  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app.options.id IS 'two';
COMMIT;

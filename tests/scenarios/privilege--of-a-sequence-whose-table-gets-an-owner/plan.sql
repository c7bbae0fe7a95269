-- step 1: transaction
BEGIN;
-- statement 1.1 ~ owner schema.app
ALTER SCHEMA app OWNER TO lead;

-- statement 1.2 ~ owner table.app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" OWNER TO lead;

-- statement 1.3 ~ privilege sequence.app.numbers.lead  [SC406]
REVOKE SELECT, UPDATE ON SEQUENCE app.numbers FROM lead;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - index app."Odd ""T x".open  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.open;

-- statement 1.2 - check app."Odd ""T x"."Odd ""T x_state_check"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "Odd ""T x_state_check";

-- statement 1.3 - default app."Odd ""T x".state.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN state DROP DEFAULT;

-- statement 1.4 + enum app."Sta ""E x"
CREATE TYPE app."Sta ""E x" AS ENUM ('new', 'done');

-- statement 1.5 ~ column app."Odd ""T x".state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN state SET DATA TYPE app."Sta ""E x" USING state::app."Sta ""E x";

-- statement 1.6 + default app."Odd ""T x".state.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN state SET DEFAULT 'new'::app."Sta ""E x";

-- statement 1.7 + index app."Odd ""T x".open  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX open ON app."Odd ""T x" USING btree (state) WHERE (state = 'new'::app."Sta ""E x");
COMMIT;

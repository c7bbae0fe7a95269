-- step 1: transaction
BEGIN;
-- statement 1.1 - unique app."Odd ""T x"."Uni ""U x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "Uni ""U x";

-- statement 1.2 + unique app."Odd ""T x".ind  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT ind UNIQUE USING INDEX ind;

-- statement 1.3 + index app."Odd ""T x"."Uni ""U x"  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX "Uni ""U x" ON app."Odd ""T x" USING btree (a);
COMMIT;

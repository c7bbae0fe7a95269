-- step 1: transaction
BEGIN;
-- statement 1.1 - policy app."Odd ""T x"."Own ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY "Own ""P x" ON app."Odd ""T x";

-- statement 1.2 ~ column app.members.id and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.members ALTER COLUMN id SET DATA TYPE bigint, ALTER COLUMN name SET DATA TYPE text;

-- statement 1.3 + policy app."Odd ""T x"."Own ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY "Own ""P x" ON app."Odd ""T x" USING ((member IN ( SELECT m.id
   FROM app.members m
  WHERE (m.name = CURRENT_USER))));
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - policy app."Odd ""T x".command  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY command ON app."Odd ""T x";

-- statement 1.2 - policy app."Odd ""T x".dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY dropped ON app."Odd ""T x";

-- statement 1.3 - policy app."Odd ""T x".loses  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY loses ON app."Odd ""T x";

-- statement 1.4 ~ policy app."Odd ""T x"."Own ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
ALTER POLICY "Own ""P x" ON app."Odd ""T x" TO "Rol ""R x", rw USING ((owner = SESSION_USER));

-- statement 1.5 + policy app."Odd ""T x".added  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY added ON app."Odd ""T x" FOR INSERT WITH CHECK ((id > 0));

-- statement 1.6 + policy app."Odd ""T x".command  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY command ON app."Odd ""T x" AS RESTRICTIVE FOR DELETE USING ((id > 1));

-- statement 1.7 + policy app."Odd ""T x".loses  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY loses ON app."Odd ""T x" FOR UPDATE USING ((id > 1));
COMMIT;

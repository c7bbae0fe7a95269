-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
ALTER TABLE app."Odd ""T x" DISABLE ROW LEVEL SECURITY;

-- statement 1.2 ~ policy app."Odd ""T x"."Pol ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
ALTER POLICY "Pol ""P x" ON app."Odd ""T x" USING ((id > 0));

-- statement 1.3 + policy app."Odd ""T x".other  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY other ON app."Odd ""T x" AS RESTRICTIVE TO rw USING ((id > 1)) WITH CHECK ((id > 2));

-- statement 1.4 + comment policy.app."Odd ""T x"."Pol ""P x"
COMMENT ON POLICY "Pol ""P x" ON app."Odd ""T x" IS 'new';
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ENABLE ROW LEVEL SECURITY;

-- statement 1.2 ~ table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" FORCE ROW LEVEL SECURITY;

-- statement 1.3 ~ table app.forced  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
ALTER TABLE app.forced DISABLE ROW LEVEL SECURITY;

-- statement 1.4 ~ table app.forced  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
ALTER TABLE app.forced NO FORCE ROW LEVEL SECURITY;

-- statement 1.5 + policy app."Odd ""T x"."Own ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY "Own ""P x" ON app."Odd ""T x" FOR SELECT USING ((owner = CURRENT_USER));
COMMIT;

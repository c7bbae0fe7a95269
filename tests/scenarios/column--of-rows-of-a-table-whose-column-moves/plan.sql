-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN a SET DATA TYPE bigint;

-- statement 1.2 ~ column app.t.x  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN x SET DATA TYPE app."Odd ""T x" USING (CASE WHEN x IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(NULL, (x).a, (x).b, (x).c)::text END)::app."Odd ""T x";
COMMIT;

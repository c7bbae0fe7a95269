-- step 1: transaction
BEGIN;
-- statement 1.1 + column app."Odd ""T x"."Odd ""A x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN "Odd ""A x" integer DEFAULT 7;

-- statement 1.2 + column app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN c date;

-- statement 1.3 ~ column app.t.x and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN x SET DATA TYPE app."Odd ""T x" USING (CASE WHEN x IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((x).b, (x)."Odd ""A x", (x).c)::text END)::app."Odd ""T x", ALTER COLUMN y SET DATA TYPE app.wide USING (CASE WHEN y IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(CASE WHEN (y)."row" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(((y)."row").b, ((y)."row")."Odd ""A x", ((y)."row").c)::text END)::text END)::app.wide;
COMMIT;

-- step 1: check
BEGIN;
-- statement 1.1 ? table app."Odd ""T x"
SELECT 'the columns of table app."Odd ""T x" are in another order here than the plan was made for (b): ' || string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'app."Odd ""T x"'::regclass AND attnum > 0 AND NOT attisdropped HAVING array_agg(attname::text ORDER BY attnum) <> ARRAY['b'];
COMMIT;

-- step 2: transaction
BEGIN;
-- statement 2.1 + column app."Odd ""T x"."Odd ""A x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN "Odd ""A x" integer DEFAULT 7;

-- statement 2.2 + column app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN c date;

-- statement 2.3 ~ column app.t.x and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN x SET DATA TYPE app."Odd ""T x" USING (CASE WHEN x IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((x).b, (x)."Odd ""A x", (x).c)::text END)::app."Odd ""T x", ALTER COLUMN y SET DATA TYPE app.wide USING (CASE WHEN y IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(CASE WHEN (y)."row" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(((y)."row").b, ((y)."row")."Odd ""A x", ((y)."row").c)::text END)::text END)::app.wide;
COMMIT;

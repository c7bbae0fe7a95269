-- step 1: check
BEGIN;
-- statement 1.1 ? table app."Odd ""T x"
SELECT 'the columns of table app."Odd ""T x" are in another order here than the plan was made for (id, a, b, c): ' || string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'app."Odd ""T x"'::regclass AND attnum > 0 AND NOT attisdropped HAVING array_agg(attname::text ORDER BY attnum) <> ARRAY['id', 'a', 'b', 'c'];
COMMIT;

-- step 2: transaction
BEGIN;
-- statement 2.1 ~ column app."Odd ""T x".a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN a SET DATA TYPE bigint;

-- statement 2.2 ~ column app.t.x  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN x SET DATA TYPE app."Odd ""T x" USING (CASE WHEN x IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(NULL, (x).a, (x).b, (x).c)::text END)::app."Odd ""T x";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ domain app.holder
ALTER DOMAIN app.holder RENAME TO holder_old;

-- statement 1.2 ~ domain app.holder
CREATE DOMAIN app.holder AS app.new;

-- statement 1.3 ~ domain app.holder  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.t ALTER COLUMN x SET DATA TYPE app.holder USING (CASE WHEN x IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(((x)::app."Odd ""O x").b, ((x)::app."Odd ""O x").a)::text END)::app.holder;

-- statement 1.4 ~ domain app.holder  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.holder_old;
COMMIT;

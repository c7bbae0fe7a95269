-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - column app."Odd ""T x".gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN gone;

-- statement 1.3 - function app.f
DROP FUNCTION app.f();

-- statement 1.4 + function app.f
CREATE FUNCTION app.f()
RETURNS bigint
LANGUAGE sql
SECURITY DEFINER
AS $$select 1::bigint$$;

-- statement 1.5 + view app.over
CREATE VIEW app.over AS
SELECT id
   FROM app."Odd ""T x";

-- statement 1.6 ~ owner function.app.f
ALTER FUNCTION app.f() OWNER TO rw;

-- statement 1.7 ~ owner view.app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.over OWNER TO rw;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ owner enum.app.color
ALTER TYPE app.color OWNER TO "Rol ""R x";

-- statement 1.2 ~ owner function.app.f
ALTER FUNCTION app.f() OWNER TO "Rol ""R x";

-- statement 1.3 ~ owner table.app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" OWNER TO "Rol ""R x";

-- statement 1.4 ~ owner view.app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.over OWNER TO app_owner;
COMMIT;

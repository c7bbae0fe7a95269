-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - check app.kept."Ch ""K s"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.kept DROP CONSTRAINT "Ch ""K s";

-- statement 1.3 - default app.kept.n.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.kept ALTER COLUMN n DROP DEFAULT;

-- statement 1.4 - function app.bound."app.""Pa """"I r"""
DROP FUNCTION app.bound(app."Pa ""I r");

-- statement 1.5 - function app.by_default."app.""Pa """"I r"""
DROP FUNCTION app.by_default(app."Pa ""I r");

-- statement 1.6 ~ composite_type app."Pa ""I r"  [SC401]
ALTER TYPE app."Pa ""I r" DROP ATTRIBUTE c, ALTER ATTRIBUTE a SET DATA TYPE bigint;

-- statement 1.7 ~ function app.changes."app.""Pa """"I r"""
CREATE OR REPLACE FUNCTION app.changes(x app."Pa ""I r")
RETURNS text
LANGUAGE sql
AS $$SELECT x.a::text$$;

-- statement 1.8 + function app.bound."app.""Pa """"I r"""
CREATE FUNCTION app.bound(x app."Pa ""I r")
RETURNS integer
LANGUAGE sql
RETURN ((x).a)::integer;

-- statement 1.9 + function app.by_default."app.""Pa """"I r"""
CREATE FUNCTION app.by_default(x app."Pa ""I r" DEFAULT ROW((1)::bigint, 'b'::text)::app."Pa ""I r")
RETURNS integer
LANGUAGE sql
AS $$SELECT x.a$$;

-- statement 1.10 + default app.kept.n.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.kept ALTER COLUMN n SET DEFAULT app."Take ""F n"(NULL::app."Pa ""I r");

-- statement 1.11 + check app.kept."Ch ""K s"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app.kept ADD CONSTRAINT "Ch ""K s" CHECK ((app.lists(NULL::app."Pa ""I r"[]) > n));

-- statement 1.12 + view app.over
CREATE VIEW app.over AS
SELECT app."Take ""F n"(NULL::app."Pa ""I r") AS n,
    ((app.gives()).a)::text AS a;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - rule app."Odd ""T x".r  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP RULE r ON app."Odd ""T x";

-- statement 1.2 - trigger app."Odd ""T x".t  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER t ON app."Odd ""T x";

-- statement 1.3 - policy app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY p ON app."Odd ""T x";

-- statement 1.4 - view app.above  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.above;

-- statement 1.5 - view app."Odd ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."Odd ""V x";

-- statement 1.6 - view app.swaps  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.swaps;

-- statement 1.7 - default app."Odd ""T x".d.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN d DROP DEFAULT;

-- statement 1.8 - column app."Odd ""T x".g  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN g;

-- statement 1.9 - function app.calls
DROP FUNCTION app.calls();

-- statement 1.10 - function app.given.boolean
DROP FUNCTION app.given(boolean);

-- statement 1.11 - function app.swapped."integer, integer, text"
DROP FUNCTION app.swapped(integer, integer, text);

-- statement 1.12 - function app.w.integer
DROP FUNCTION app.w(integer);

-- statement 1.13 + function app.swapped."integer, text, integer"
CREATE FUNCTION app.swapped(a integer, c text DEFAULT 'x'::text, b integer DEFAULT 1)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$select c$$;

-- statement 1.14 + function app.w."integer, integer"
CREATE FUNCTION app.w(x integer, y integer DEFAULT 0)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select x > 0$$;

-- statement 1.15 + function app.calls
CREATE FUNCTION app.calls()
RETURNS boolean
LANGUAGE sql
RETURN (app.w(1) AND app.w(2));

-- statement 1.16 + function app.given.boolean
CREATE FUNCTION app.given(b boolean DEFAULT app.w(2))
RETURNS boolean
LANGUAGE sql
AS $$select b$$;

-- statement 1.17 + column app."Odd ""T x".g  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN g boolean GENERATED ALWAYS AS ((app.w(id) OR (id > 7))) STORED;

-- statement 1.18 + default app."Odd ""T x".d.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN d SET DEFAULT app.w(2);

-- statement 1.19 + view app."Odd ""V x"
CREATE VIEW app."Odd ""V x" AS
SELECT app.w(id) AS x,
    k
   FROM app."Odd ""T x";

-- statement 1.20 + view app.above
CREATE VIEW app.above AS
SELECT x
   FROM app."Odd ""V x";

-- statement 1.21 + view app.swaps
CREATE VIEW app.swaps AS
SELECT app.swapped(1) AS x,
    app.swapped(1, '2'::text) AS y;

-- statement 1.22 + policy app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY p ON app."Odd ""T x" USING ((app.w(id) OR (id > 7)));

-- statement 1.23 + trigger app."Odd ""T x".t  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER t BEFORE INSERT OR UPDATE ON app."Odd ""T x" FOR EACH ROW WHEN (app.w(new.id)) EXECUTE FUNCTION app.touch();

-- statement 1.24 + rule app."Odd ""T x".r  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE RULE r AS ON UPDATE TO app."Odd ""T x" WHERE (app.w(new.id) AND app.w(3)) DO INSTEAD NOTHING;
COMMIT;

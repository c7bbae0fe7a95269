-- step 1: transaction
BEGIN;
-- statement 1.1 - index app."Odd ""T x".i  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.i;

-- statement 1.2 - check app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT c;

-- statement 1.3 - function app.g."integer, integer"
DROP FUNCTION app.g(integer, integer);

-- statement 1.4 - domain_check app.dom.c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER DOMAIN app.dom DROP CONSTRAINT c;

-- statement 1.5 ~ function app.acc."integer, integer"
CREATE OR REPLACE FUNCTION app.acc(integer, integer DEFAULT 1)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$select $1 + $2$$;

-- statement 1.6 ~ function app.conv."app.comp"
CREATE OR REPLACE FUNCTION app.conv(c app.comp)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$select 'x'$$;

-- statement 1.7 ~ function app.oper."integer, text"  [SC405]
CREATE OR REPLACE FUNCTION app.oper(l integer, r text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select true$$;

-- statement 1.8 ~ function app.trg
CREATE OR REPLACE FUNCTION app.trg()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin return null; end$$;

-- statement 1.9 + function app.f.bigint
CREATE FUNCTION app.f(bigint)
RETURNS boolean
LANGUAGE sql
IMMUTABLE STRICT
AS $$select $1 > 0$$;

-- statement 1.10 + domain_check app.dom.c  [SC209]
ALTER DOMAIN app.dom ADD CONSTRAINT c CHECK (app.f((VALUE)::bigint));

-- statement 1.11 + function app.g."integer, integer"
CREATE FUNCTION app.g(integer, integer, OUT a integer, OUT b text, OUT c integer)
RETURNS record
LANGUAGE sql
AS $$select 1, 'x', 2$$;

-- statement 1.12 ~ column app."Odd ""T x".g  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ALTER COLUMN g SET EXPRESSION AS (app.f((id)::bigint));

-- statement 1.13 ~ default app."Odd ""T x".d.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN d SET DEFAULT app.f((1)::bigint);

-- statement 1.14 + check app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT c CHECK (app.f((id)::bigint));

-- statement 1.15 + index app."Odd ""T x".i  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX i ON app."Odd ""T x" USING btree (app.f((id)::bigint));

-- statement 1.16 ~ view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app.v AS
SELECT app.f((id)::bigint) AS f,
    app.total(id) AS t
   FROM app."Odd ""T x"
  GROUP BY (app.f((id)::bigint));

-- statement 1.17 ~ policy app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
ALTER POLICY p ON app."Odd ""T x" USING (app.f((id)::bigint));

-- statement 1.18 ~ trigger app."Odd ""T x".t  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE OR REPLACE TRIGGER t BEFORE INSERT ON app."Odd ""T x" FOR EACH ROW WHEN (app.f((new.id)::bigint)) EXECUTE FUNCTION app.trg();

-- statement 1.19 - function app.f.integer
DROP FUNCTION app.f(integer);

-- statement 1.20 + comment function.app.f.bigint
COMMENT ON FUNCTION app.f(bigint) IS 'the function';
COMMIT;

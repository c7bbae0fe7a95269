-- step 1: transaction
BEGIN;
-- statement 1.1 + enum app."Odd ""T x"
CREATE TYPE app."Odd ""T x" AS ENUM ('low', 'high');

-- statement 1.2 + function app.level_of.integer
CREATE FUNCTION app.level_of(integer)
RETURNS app."Odd ""T x"
LANGUAGE sql
IMMUTABLE
AS $$select (enum_range(null::app."Odd ""T x"))[$1]$$;

-- statement 1.3 + function app.number_of."app.""Odd """"T x"""
CREATE FUNCTION app.number_of(app."Odd ""T x")
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$select array_position(enum_range($1), $1)$$;

-- statement 1.4 + cast "app.""Odd """"T x""".integer
CREATE CAST (app."Odd ""T x" AS integer) WITH FUNCTION app.number_of(app."Odd ""T x") AS IMPLICIT;

-- statement 1.5 + cast integer."app.""Odd """"T x"""
CREATE CAST (integer AS app."Odd ""T x") WITH FUNCTION app.level_of(integer) AS ASSIGNMENT;

-- statement 1.6 + domain app.a_level
CREATE DOMAIN app.a_level AS integer
  DEFAULT ('low'::app."Odd ""T x")::integer;

-- statement 1.7 + function app.a_default.integer
CREATE FUNCTION app.a_default(f1 integer DEFAULT ('low'::app."Odd ""T x")::integer)
RETURNS integer
LANGUAGE sql
AS $$select f1$$;

-- statement 1.8 + function app.a_sum."app.""Odd """"T x"""
CREATE FUNCTION app.a_sum(app."Odd ""T x")
RETURNS integer
LANGUAGE sql
BEGIN ATOMIC
 SELECT (($1)::integer + 1);
END;

-- statement 1.9 ~ column app.items.f1  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN f1 SET DATA TYPE app."Odd ""T x" USING f1::app."Odd ""T x";

-- statement 1.10 + default app.items.f2.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN f2 SET DEFAULT ('high'::app."Odd ""T x")::integer;
COMMIT;

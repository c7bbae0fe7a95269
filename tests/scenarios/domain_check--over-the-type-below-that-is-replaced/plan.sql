-- step 1: transaction
BEGIN;
-- statement 1.1 - domain_check app.d.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER DOMAIN app.d DROP CONSTRAINT k;

-- statement 1.2 - function app.ok."app.""Odd """"E x"""
DROP FUNCTION app.ok(app."Odd ""E x");

-- statement 1.3 - domain_check app.over.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER DOMAIN app.over DROP CONSTRAINT k;

-- statement 1.4 - function app.few."app.c"
DROP FUNCTION app.few(app.c);

-- statement 1.5 - domain_check app.cast.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER DOMAIN app."cast" DROP CONSTRAINT k;

-- statement 1.6 - cast "app.n".integer
DROP CAST (app.n AS integer);

-- statement 1.7 - function app.number."app.n"
DROP FUNCTION app.number(app.n);

-- statement 1.8 ~ enum app.n
ALTER DOMAIN app."cast" RENAME TO cast_old;

-- statement 1.9 ~ enum app.n
ALTER TYPE app.n RENAME TO n_old;

-- statement 1.10 ~ enum app.n
CREATE TYPE app.n AS ENUM ('a', 'c');

-- statement 1.11 ~ enum app.n
CREATE DOMAIN app."cast" AS app.n;

-- statement 1.12 ~ enum app.n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.items ALTER COLUMN k SET DATA TYPE app."cast" USING k::text::app."cast";

-- statement 1.13 ~ enum app.n  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.cast_old;

-- statement 1.14 ~ enum app.n  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.n_old;

-- statement 1.15 + function app.number."app.n"
CREATE FUNCTION app.number(app.n)
RETURNS integer
LANGUAGE sql
IMMUTABLE STRICT
AS $$select case textin(enum_out($1)) when 'a' then 1 else 3 end$$;

-- statement 1.16 + cast "app.n".integer
CREATE CAST (app.n AS integer) WITH FUNCTION app.number(app.n) AS IMPLICIT;

-- statement 1.17 ~ enum app."Odd ""E x"
ALTER DOMAIN app.d RENAME TO d_old;

-- statement 1.18 ~ enum app."Odd ""E x"
ALTER TYPE app."Odd ""E x" RENAME TO "Odd ""E x_old";

-- statement 1.19 ~ enum app."Odd ""E x"
CREATE TYPE app."Odd ""E x" AS ENUM ('a', 'c');

-- statement 1.20 ~ enum app."Odd ""E x"
CREATE DOMAIN app.d AS app."Odd ""E x" NOT NULL
  CONSTRAINT other CHECK ((VALUE IS NOT NULL));

-- statement 1.21 ~ enum app."Odd ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.items ALTER COLUMN d SET DATA TYPE app.d USING d::text::app.d;

-- statement 1.22 ~ enum app."Odd ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.d_old;

-- statement 1.23 ~ enum app."Odd ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Odd ""E x_old";

-- statement 1.24 ~ composite_type app.c
ALTER DOMAIN app.over RENAME TO over_old;

-- statement 1.25 ~ composite_type app.c
ALTER TYPE app.c RENAME TO c_old;

-- statement 1.26 ~ composite_type app.c
CREATE TYPE app.c AS (
  a bigint
);

-- statement 1.27 ~ composite_type app.c
CREATE DOMAIN app.over AS app.c;

-- statement 1.28 ~ composite_type app.c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN o SET DATA TYPE app.over USING o::text::app.over;

-- statement 1.29 ~ composite_type app.c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.over_old;

-- statement 1.30 ~ composite_type app.c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.c_old;

-- statement 1.31 + domain_check app.cast.k  [SC209]
ALTER DOMAIN app."cast" ADD CONSTRAINT k CHECK (((VALUE)::integer < 3));

-- statement 1.32 + function app.few."app.c"
CREATE FUNCTION app.few(app.c)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
RETURN (($1).a < 1000);

-- statement 1.33 + domain_check app.over.k  [SC209]
ALTER DOMAIN app.over ADD CONSTRAINT k CHECK (app.few(VALUE));

-- statement 1.34 + function app.ok."app.""Odd """"E x"""
CREATE FUNCTION app.ok(app."Odd ""E x")
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select textin(enum_out($1)) <> 'x'$$;

-- statement 1.35 + domain_check app.d.k  [SC209]
ALTER DOMAIN app.d ADD CONSTRAINT k CHECK (app.ok(VALUE));

-- statement 1.36 ~ domain app.d
ALTER DOMAIN app.d RENAME CONSTRAINT d_not_null1 TO d_not_null;
COMMIT;

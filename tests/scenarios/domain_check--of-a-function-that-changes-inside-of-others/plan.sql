-- step 1: transaction
BEGIN;
-- statement 1.1 - check app.items.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.items DROP CONSTRAINT k;

-- statement 1.2 - domain_check app."Odd ""D x".k  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER DOMAIN app."Odd ""D x" DROP CONSTRAINT k;

-- statement 1.3 - function app.f.text
DROP FUNCTION app.f(text);

-- statement 1.4 - domain_check app.n.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER DOMAIN app.n DROP CONSTRAINT k;

-- statement 1.5 - function app.g.integer
DROP FUNCTION app.g(integer);

-- statement 1.6 + function app.f.text
CREATE FUNCTION app.f(text)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $$select length($1)$$;

-- statement 1.7 ~ domain app."Odd ""D x"
ALTER TYPE app.c RENAME TO c_old;

-- statement 1.8 ~ domain app."Odd ""D x"
ALTER DOMAIN app."Odd ""D x" RENAME TO "Odd ""D x_old";

-- statement 1.9 ~ domain app."Odd ""D x"
CREATE DOMAIN app."Odd ""D x" AS text
  CONSTRAINT k CHECK ((app.f(VALUE) > 0))
  CONSTRAINT other CHECK ((VALUE <> 'x'::text));

-- statement 1.10 ~ domain app."Odd ""D x"
COMMENT ON CONSTRAINT k ON DOMAIN app."Odd ""D x" IS 'said';

-- statement 1.11 ~ domain app."Odd ""D x"
CREATE TYPE app.c AS (
  a app."Odd ""D x"
);

-- statement 1.12 ~ domain app."Odd ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN l SET DATA TYPE app."Odd ""D x"[] USING l::text[]::app."Odd ""D x"[], ALTER COLUMN o SET DATA TYPE app.c USING o::text::app.c;

-- statement 1.13 ~ domain app."Odd ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.c_old;

-- statement 1.14 ~ domain app."Odd ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app."Odd ""D x_old";

-- statement 1.15 + function app.g.integer
CREATE FUNCTION app.g(y integer)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select y > 0$$;

-- statement 1.16 ~ domain app.n
ALTER TYPE app.r RENAME TO r_old;

-- statement 1.17 ~ domain app.n
ALTER FUNCTION app.r(app.n, app.n) RENAME TO r_old;

-- statement 1.18 ~ domain app.n
ALTER FUNCTION app.r(app.n, app.n, text) RENAME TO r_old;

-- statement 1.19 ~ domain app.n
ALTER TYPE app.r_multirange RENAME TO r_old_multirange;

-- statement 1.20 ~ domain app.n
ALTER FUNCTION app.r_multirange() RENAME TO r_old_multirange;

-- statement 1.21 ~ domain app.n
ALTER FUNCTION app.r_multirange(app.r_old) RENAME TO r_old_multirange;

-- statement 1.22 ~ domain app.n
ALTER FUNCTION app.r_multirange(app.r_old[]) RENAME TO r_old_multirange;

-- statement 1.23 ~ domain app.n
ALTER DOMAIN app.n RENAME TO n_old;

-- statement 1.24 ~ domain app.n
CREATE DOMAIN app.n AS integer
  CONSTRAINT k CHECK (app.g(VALUE));

-- statement 1.25 ~ domain app.n
CREATE TYPE app.r AS RANGE (SUBTYPE = app.n);

-- statement 1.26 ~ domain app.n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN m SET DATA TYPE app.r USING m::text::app.r, ALTER COLUMN n SET DATA TYPE app.n USING n::integer;

-- statement 1.27 ~ domain app.n  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.r_old;

-- statement 1.28 ~ domain app.n  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.n_old;

-- statement 1.29 + check app.items.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app.items ADD CONSTRAINT k CHECK (app.g((lower(m))::integer));

-- statement 1.30 + comment domain_check.app."Odd ""D x".k
COMMENT ON CONSTRAINT k ON DOMAIN app."Odd ""D x" IS 'said';
COMMIT;

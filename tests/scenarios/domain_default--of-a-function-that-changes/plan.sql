-- step 1: transaction
BEGIN;
-- statement 1.1 - domain_default app."Odd ""D x".default
ALTER DOMAIN app."Odd ""D x" DROP DEFAULT;

-- statement 1.2 - domain_default app.counted.default
ALTER DOMAIN app.counted DROP DEFAULT;

-- statement 1.3 - function app.w.integer
DROP FUNCTION app.w(integer);

-- statement 1.4 - domain_default app.lost.default
ALTER DOMAIN app.lost DROP DEFAULT;

-- statement 1.5 - domain_default app.over.default
ALTER DOMAIN app.over DROP DEFAULT;

-- statement 1.6 - function app.f.integer
DROP FUNCTION app.f(integer);

-- statement 1.7 ~ domain app.counted  [SC209]
ALTER DOMAIN app.counted SET NOT NULL;

-- statement 1.8 ~ domain_default app.changed.default
ALTER DOMAIN app.changed SET DEFAULT 2;

-- statement 1.9 + domain_default app.gained.default
ALTER DOMAIN app.gained SET DEFAULT 3;

-- statement 1.10 + function app.f.integer
CREATE FUNCTION app.f(b integer)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$select 'x'$$;

-- statement 1.11 + domain_default app."Odd ""D x".default
ALTER DOMAIN app."Odd ""D x" SET DEFAULT app.f(1);

-- statement 1.12 + domain_default app.over.default
ALTER DOMAIN app.over SET DEFAULT app.f(1);

-- statement 1.13 + function app.w."integer, integer"
CREATE FUNCTION app.w(a integer, b integer DEFAULT 0)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$select a$$;

-- statement 1.14 + domain_default app.counted.default
ALTER DOMAIN app.counted SET DEFAULT app.w(2);
COMMIT;

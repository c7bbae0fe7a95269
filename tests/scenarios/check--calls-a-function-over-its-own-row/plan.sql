-- step 1: transaction
BEGIN;
-- statement 1.1 + domain app.small
CREATE DOMAIN app.small AS integer;

-- statement 1.2 + function app.is_small."app.small"
CREATE FUNCTION app.is_small(app.small)
RETURNS boolean
LANGUAGE plpgsql
AS $$begin
  return $1 < 100;
end
$$;

-- statement 1.3 + domain_check app.small.small_enough
ALTER DOMAIN app.small ADD CONSTRAINT small_enough CHECK (app.is_small((VALUE)::app.small));

-- statement 1.4 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  f1 integer NOT NULL,
  f2 text DEFAULT 'a'::text
);

-- statement 1.5 + function app.fits."app.""Odd """"T x"""
CREATE FUNCTION app.fits(app."Odd ""T x")
RETURNS boolean
LANGUAGE plpgsql
AS $$begin
  return $1.f1 > 0;
end
$$;

-- statement 1.6 + check app."Odd ""T x".whole
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT whole CHECK (app.fits("Odd ""T x".*));
COMMIT;

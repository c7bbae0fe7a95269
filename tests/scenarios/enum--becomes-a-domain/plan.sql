-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.v;

-- statement 1.2 - default app.items.color.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN color DROP DEFAULT;

-- statement 1.3 - function app.f."app.""Col """"E x"""
DROP FUNCTION app.f(app."Col ""E x");

-- statement 1.4 ~ domain app."Col ""E x"
ALTER TYPE app."Col ""E x" RENAME TO "Col ""E x_old";

-- statement 1.5 ~ domain app."Col ""E x"
CREATE DOMAIN app."Col ""E x" AS text
  CONSTRAINT c CHECK ((VALUE = ANY (ARRAY['a'::text, 'b'::text])));

-- statement 1.6 ~ domain app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN color SET DATA TYPE app."Col ""E x" USING color::text::app."Col ""E x", ALTER COLUMN l SET DATA TYPE app."Col ""E x"[] USING l::text[]::app."Col ""E x"[];

-- statement 1.7 ~ domain app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Col ""E x_old";

-- statement 1.8 + function app.f."app.""Col """"E x"""
CREATE FUNCTION app.f(app."Col ""E x")
RETURNS app."Col ""E x"
LANGUAGE sql
AS $$select $1$$;

-- statement 1.9 + default app.items.color.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN color SET DEFAULT 'a'::text;

-- statement 1.10 + view app.v
CREATE VIEW app.v AS
SELECT color
   FROM app.items
  WHERE ((color)::text = 'a'::text);

-- statement 1.11 + comment domain.app."Col ""E x"
COMMENT ON DOMAIN app."Col ""E x" IS 'c';
COMMIT;

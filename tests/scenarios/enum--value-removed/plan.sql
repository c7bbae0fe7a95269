-- step 1: transaction
BEGIN;
-- statement 1.1 - materialized_view app.stored  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.stored;

-- statement 1.2 - view app.second  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.second;

-- statement 1.3 - view app.first  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.first;

-- statement 1.4 - index app."Odd ""T x".by_color  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.by_color;

-- statement 1.5 - check app."Odd ""T x"."Odd ""T x_color_check"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "Odd ""T x_color_check";

-- statement 1.6 - default app."Odd ""T x".color.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN color DROP DEFAULT;

-- statement 1.7 - function app.paint."app.""Col """"E x"""
DROP FUNCTION app.paint(app."Col ""E x");

-- statement 1.8 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" RENAME TO "Col ""E x_old";

-- statement 1.9 ~ enum app."Col ""E x"
CREATE TYPE app."Col ""E x" AS ENUM ('green', 'red');

-- statement 1.10 ~ enum app."Col ""E x"
COMMENT ON TYPE app."Col ""E x" IS 'kept';

-- statement 1.11 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN color SET DATA TYPE app."Col ""E x" USING color::text::app."Col ""E x", ALTER COLUMN "Lis ""C x" SET DATA TYPE app."Col ""E x"[] USING "Lis ""C x"::text[]::app."Col ""E x"[];

-- statement 1.12 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Col ""E x_old";

-- statement 1.13 + function app.paint."app.""Col """"E x"""
CREATE FUNCTION app.paint(app."Col ""E x")
RETURNS app."Col ""E x"
LANGUAGE sql
IMMUTABLE
AS $$select $1$$;

-- statement 1.14 + default app."Odd ""T x".color.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN color SET DEFAULT 'green'::app."Col ""E x";

-- statement 1.15 + check app."Odd ""T x"."Odd ""T x_color_check"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_color_check" CHECK (((color <> 'red'::app."Col ""E x") OR (id > 0)));

-- statement 1.16 + index app."Odd ""T x".by_color  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_color ON app."Odd ""T x" USING btree (color) WHERE (color = 'green'::app."Col ""E x");

-- statement 1.17 + view app.first
CREATE VIEW app.first AS
SELECT id,
    color
   FROM app."Odd ""T x"
  WHERE (color = 'green'::app."Col ""E x");

-- statement 1.18 + view app.second
CREATE VIEW app.second AS
SELECT color,
    count(*) AS count
   FROM app.first
  GROUP BY color;

-- statement 1.19 + materialized_view app.stored
CREATE MATERIALIZED VIEW app.stored AS
SELECT color
   FROM app.second;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Ite ""T x".a and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN a SET DATA TYPE text, ALTER COLUMN w SET DATA TYPE text;

-- statement 1.2 - base_type app.wide  [SC401]
DROP TYPE app.wide CASCADE;

-- statement 1.3 - function app.wide_out."app.wide"
DROP FUNCTION IF EXISTS app.wide_out(app.wide);

-- statement 1.4 - function app.wide_in.cstring
DROP FUNCTION IF EXISTS app.wide_in(cstring);

-- statement 1.5 ~ function app.in_.cstring
CREATE OR REPLACE FUNCTION app.in_(word cstring)
RETURNS app."Ty ""P x"
LANGUAGE internal
IMMUTABLE STRICT
AS $$int4in$$;

-- statement 1.6 + function app.wide_in.cstring
CREATE FUNCTION app.wide_in(cstring)
RETURNS app.wide
LANGUAGE internal
IMMUTABLE STRICT
AS $$int8in$$;

-- statement 1.7 + function app.wide_out."app.wide"
CREATE FUNCTION app.wide_out(app.wide)
RETURNS cstring
LANGUAGE internal
IMMUTABLE STRICT
AS $$int8out$$;

-- statement 1.8 + base_type app.wide
CREATE TYPE app.wide (INPUT = app.wide_in, OUTPUT = app.wide_out, INTERNALLENGTH = 8, PASSEDBYVALUE, ALIGNMENT = double);

-- statement 1.9 ~ column app."Ite ""T x"."Col ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" DROP NOT NULL;

-- statement 1.10 ~ column app."Ite ""T x".a and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN a SET DATA TYPE app.wide[] USING a::app.wide[], ALTER COLUMN w SET DATA TYPE app.wide USING w::app.wide;

-- statement 1.11 ~ default app."Ite ""T x"."Col ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET DEFAULT '8'::app."Ty ""P x";

-- statement 1.12 ~ comment column.app."Ite ""T x".a  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Ite ""T x".a IS 'twice';
COMMIT;

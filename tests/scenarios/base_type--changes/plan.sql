-- step 1: transaction
BEGIN;
-- statement 1.1 - base_type app.gone  [SC401]
DROP TYPE app.gone CASCADE;

-- statement 1.2 - base_type app.shell  [SC401]
DROP TYPE app.shell;

-- statement 1.3 - function app.gone_out."app.gone"
DROP FUNCTION IF EXISTS app.gone_out(app.gone);

-- statement 1.4 - function app.gone_in.cstring
DROP FUNCTION IF EXISTS app.gone_in(cstring);

-- statement 1.5 + function app.new_in.cstring
CREATE FUNCTION app.new_in(cstring)
RETURNS app.new
LANGUAGE internal
IMMUTABLE STRICT
AS $$int4in$$;

-- statement 1.6 + function app.new_out."app.new"
CREATE FUNCTION app.new_out(app.new)
RETURNS cstring
LANGUAGE internal
IMMUTABLE STRICT
AS $$int4out$$;

-- statement 1.7 ~ base_type app."Ty ""P x"
ALTER TYPE app."Ty ""P x" SET (SEND = app.send_);

-- statement 1.8 + base_type app.added_shell
CREATE TYPE app.added_shell;

-- statement 1.9 + base_type app.new
CREATE TYPE app.new (INPUT = app.new_in, OUTPUT = app.new_out, INTERNALLENGTH = 4, PASSEDBYVALUE);
COMMIT;

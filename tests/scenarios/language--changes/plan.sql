-- step 1: transaction
BEGIN;
-- statement 1.1 - language dropped
DROP LANGUAGE dropped;

-- statement 1.2 - function app.f
DROP FUNCTION app.f();

-- statement 1.3 - language "Lan ""L x"
DROP LANGUAGE "Lan ""L x";

-- statement 1.4 + language "Lan ""L x"
CREATE LANGUAGE "Lan ""L x" HANDLER pg_catalog.plpgsql_call_handler INLINE pg_catalog.plpgsql_inline_handler VALIDATOR pg_catalog.plpgsql_validator;

-- statement 1.5 + function app.f
CREATE FUNCTION app.f()
RETURNS integer
LANGUAGE "Lan ""L x"
AS $$begin return 1; end$$;

-- statement 1.6 + language added
CREATE LANGUAGE added HANDLER pg_catalog.plpgsql_call_handler;
COMMIT;

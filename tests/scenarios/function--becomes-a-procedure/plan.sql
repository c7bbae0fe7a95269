-- step 1: transaction
BEGIN;
-- statement 1.1 - function app."Do ""It x".integer
DROP FUNCTION app."Do ""It x"(integer);

-- statement 1.2 + procedure app."Do ""It x".integer
CREATE PROCEDURE app."Do ""It x"(IN integer)
LANGUAGE sql
AS $$select 1$$;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - procedure app."Do ""It x".integer
DROP PROCEDURE app."Do ""It x"(IN integer);

-- statement 1.2 - procedure app.changed.integer
DROP PROCEDURE app.changed(IN integer);

-- statement 1.3 + procedure app."New ""P x"
CREATE PROCEDURE app."New ""P x"()
LANGUAGE sql
AS $$select 1$$;

-- statement 1.4 + procedure app.changed.integer
CREATE PROCEDURE app.changed(INOUT a integer)
LANGUAGE plpgsql
SECURITY DEFINER
AS $$begin a := 1; end$$;

-- statement 1.5 + comment procedure.app."New ""P x"
COMMENT ON PROCEDURE app."New ""P x"() IS 'new';
COMMIT;

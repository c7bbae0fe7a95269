-- step 1: transaction
BEGIN;
-- statement 1.1 ~ procedure app."Do ""It x".integer
ALTER PROCEDURE app."Do ""It x"(IN integer) SECURITY DEFINER SET search_path TO app;

-- statement 1.2 ~ procedure app.body
CREATE OR REPLACE PROCEDURE app.body()
LANGUAGE sql
AS $$select 2$$;
COMMIT;

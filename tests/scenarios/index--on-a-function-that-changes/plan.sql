-- step 1: transaction
BEGIN;
-- statement 1.1 ~ function app.fold.text  [SC405]
CREATE OR REPLACE FUNCTION app.fold(text)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$select upper($1)$$;
COMMIT;

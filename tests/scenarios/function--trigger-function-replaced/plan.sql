-- step 1: transaction
BEGIN;
-- statement 1.1 + function app.second
CREATE FUNCTION app.second()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin return new; end$$;

-- statement 1.2 ~ trigger app."Odd ""T x"."Tri ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE OR REPLACE TRIGGER "Tri ""G x" BEFORE INSERT ON app."Odd ""T x" FOR EACH ROW EXECUTE FUNCTION app.second();

-- statement 1.3 - function app.first
DROP FUNCTION app.first();
COMMIT;

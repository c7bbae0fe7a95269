-- step 1: transaction
BEGIN;
-- statement 1.1 ~ function app."Def ""F x"."integer, text"
CREATE OR REPLACE FUNCTION app."Def ""F x"(a integer, b text DEFAULT 'it''s'::text)
RETURNS text
LANGUAGE sql
AS $$select b$$;
COMMIT;

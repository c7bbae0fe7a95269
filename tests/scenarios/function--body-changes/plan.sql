-- step 1: transaction
BEGIN;
-- statement 1.1 ~ function app."Do ""It x".integer
CREATE OR REPLACE FUNCTION app."Do ""It x"(integer)
RETURNS integer
LANGUAGE sql
STABLE
AS $body$-- it's "odd" $$ text
select $1 + 2
$body$;

-- statement 1.2 ~ function app.attributes.text
ALTER FUNCTION app.attributes(text) IMMUTABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 5 SET search_path TO app;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - extension_dependence function.app.stays.vector
ALTER FUNCTION app.stays() NO DEPENDS ON EXTENSION vector;

-- statement 1.2 - index app."Odd ""T x"."In ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app."In ""D x";

-- statement 1.3 - function app."Fu ""N c".integer
DROP FUNCTION app."Fu ""N c"(integer);

-- statement 1.4 + function app."Fu ""N c".integer
CREATE FUNCTION app."Fu ""N c"(integer)
RETURNS bigint
LANGUAGE sql
AS $$select 1$$;

-- statement 1.5 + function app.always
CREATE FUNCTION app.always()
RETURNS integer
LANGUAGE sql
AS $$select 1$$;

-- statement 1.6 + index app."Odd ""T x"."In ""D x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "In ""D x" ON app."Odd ""T x" USING btree (a DESC);

-- statement 1.7 + comment function.app."Fu ""N c".integer
COMMENT ON FUNCTION app."Fu ""N c"(integer) IS 'said';

-- statement 1.8 + extension_dependence function.app."Fu ""N c".integer.vector
ALTER FUNCTION app."Fu ""N c"(integer) DEPENDS ON EXTENSION vector;

-- statement 1.9 + extension_dependence function.app.always.plpgsql
ALTER FUNCTION app.always() DEPENDS ON EXTENSION plpgsql;

-- statement 1.10 + extension_dependence procedure.app."Pr ""O c".vector
ALTER PROCEDURE app."Pr ""O c"() DEPENDS ON EXTENSION vector;

-- statement 1.11 + extension_dependence aggregate.app."Ag ""G g".integer.vector
ALTER ROUTINE app."Ag ""G g"(integer) DEPENDS ON EXTENSION vector;

-- statement 1.12 + extension_dependence primary_key.app."Odd ""T x"."Odd ""T x_pkey".vector  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER INDEX app."Odd ""T x_pkey" DEPENDS ON EXTENSION vector;

-- statement 1.13 + extension_dependence materialized_view.app."Ma ""T v".vector  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER MATERIALIZED VIEW app."Ma ""T v" DEPENDS ON EXTENSION vector;

-- statement 1.14 + extension_dependence trigger.app."Odd ""T x"."Tr ""I g".vector  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TRIGGER "Tr ""I g" ON app."Odd ""T x" DEPENDS ON EXTENSION vector;
COMMIT;

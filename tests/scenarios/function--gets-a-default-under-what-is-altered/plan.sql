-- step 1: transaction
BEGIN;
-- statement 1.1 - rule app."Odd ""T x".r  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP RULE r ON app."Odd ""T x";

-- statement 1.2 - trigger app."Odd ""T x".t  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER t ON app."Odd ""T x";

-- statement 1.3 - policy app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY p ON app."Odd ""T x";

-- statement 1.4 - view app.casting  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.casting;

-- statement 1.5 - view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.v;

-- statement 1.6 - statistics_object app.s  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
DROP STATISTICS app.s;

-- statement 1.7 - partition app.low.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.parts DETACH PARTITION app.low;

-- statement 1.8 - index app."Odd ""T x"."Ind ""I x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app."Ind ""I x";

-- statement 1.9 - check app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT c;

-- statement 1.10 - column app."Odd ""T x".g  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN g;

-- statement 1.11 - table app.parts  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app.parts;

-- statement 1.12 - function app.calls
DROP FUNCTION app.calls();

-- statement 1.13 - function app.given.boolean
DROP FUNCTION app.given(boolean);

-- statement 1.14 - function app.w.integer
DROP FUNCTION app.w(integer);

-- statement 1.15 - cast "app.en".integer
DROP CAST (app.en AS integer);

-- statement 1.16 - function app.cf."app.en"
DROP FUNCTION app.cf(app.en);

-- statement 1.17 + function app.cf2."app.en"
CREATE FUNCTION app.cf2(e app.en)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$select 1$$;

-- statement 1.18 + cast "app.en".integer
CREATE CAST (app.en AS integer) WITH FUNCTION app.cf2(app.en);

-- statement 1.19 + function app.w."integer, integer"
CREATE FUNCTION app.w(x integer, y integer DEFAULT 0)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select x > 0$$;

-- statement 1.20 + function app.calls
CREATE FUNCTION app.calls()
RETURNS boolean
LANGUAGE sql
COST 6
RETURN app.w(1);

-- statement 1.21 + function app.given.boolean
CREATE FUNCTION app.given(b boolean DEFAULT app.w(1))
RETURNS boolean
LANGUAGE sql
COST 6
AS $$select b$$;

-- statement 1.22 + table app.parts
CREATE TABLE app.parts (
  id integer
) PARTITION BY LIST (app.w(id));

-- statement 1.23 + column app."Odd ""T x".g  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN g boolean GENERATED ALWAYS AS (app.w(id)) STORED;

-- statement 1.24 ~ column app."Odd ""T x".g  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ALTER COLUMN g SET STATISTICS 6;

-- statement 1.25 + check app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT c CHECK (app.w(id));

-- statement 1.26 + index app."Odd ""T x"."Ind ""I x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "Ind ""I x" ON app."Odd ""T x" USING btree (app.w(id)) WITH (fillfactor=60);

-- statement 1.27 + partition app.low.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.parts ATTACH PARTITION app.low FOR VALUES IN (true);

-- statement 1.28 + statistics_object app.s  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
CREATE STATISTICS app.s (dependencies) ON k, app.w(id) FROM app."Odd ""T x";

-- statement 1.29 ~ statistics_object app.s
ALTER STATISTICS app.s SET STATISTICS 20;

-- statement 1.30 + view app.casting
CREATE VIEW app.casting WITH (security_invoker=true) AS
SELECT (e)::integer AS n
   FROM app."Odd ""T x";

-- statement 1.31 + view app.v
CREATE VIEW app.v WITH (security_invoker=true) AS
SELECT app.w(id) AS w
   FROM app."Odd ""T x";

-- statement 1.32 + policy app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY p ON app."Odd ""T x" TO pg_read_all_stats USING (app.w(id));

-- statement 1.33 + trigger app."Odd ""T x".t  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER t BEFORE INSERT ON app."Odd ""T x" FOR EACH ROW WHEN (app.w(new.id)) EXECUTE FUNCTION app.touch();

-- statement 1.34 ~ trigger app."Odd ""T x".t  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app."Odd ""T x" ENABLE ALWAYS TRIGGER t;

-- statement 1.35 + rule app."Odd ""T x".r  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE RULE r AS ON UPDATE TO app."Odd ""T x" WHERE app.w(new.id) DO INSTEAD NOTHING;

-- statement 1.36 ~ rule app."Odd ""T x".r  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ENABLE ALWAYS RULE r;
COMMIT;

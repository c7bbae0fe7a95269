-- step 1: transaction
BEGIN;
-- statement 1.1 - rule app."Odd ""T x".r  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP RULE r ON app."Odd ""T x";

-- statement 1.2 - trigger app."Odd ""T x".t  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER t ON app."Odd ""T x";

-- statement 1.3 - policy app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY p ON app."Odd ""T x";

-- statement 1.4 - materialized_view app.m  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.m;

-- statement 1.5 - materialized_view app.n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.n;

-- statement 1.6 - view app.w  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.w;

-- statement 1.7 - view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.v;

-- statement 1.8 - statistics_object app.s  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
DROP STATISTICS app.s;

-- statement 1.9 - index app."Odd ""T x".expr  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.expr;

-- statement 1.10 - index app."Odd ""T x".part  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.part;

-- statement 1.11 - check app."Odd ""T x".pos  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT pos;

-- statement 1.12 - default app."Odd ""T x".id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN id DROP DEFAULT;

-- statement 1.13 - column app."Odd ""T x".g  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN g;

-- statement 1.14 - function app.plain.integer
DROP FUNCTION app.plain(integer);

-- statement 1.15 + function app.plain.integer
CREATE FUNCTION app.plain(v integer)
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE
AS $$begin return v; end$$;

-- statement 1.16 + column app."Odd ""T x".g  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN g integer GENERATED ALWAYS AS (app.plain(a)) STORED;

-- statement 1.17 + default app."Odd ""T x".id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN id SET DEFAULT app.plain(1);

-- statement 1.18 + check app."Odd ""T x".pos  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT pos CHECK ((app.plain(a) > 0));

-- statement 1.19 + index app."Odd ""T x".expr  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX expr ON app."Odd ""T x" USING btree (app.plain(a));

-- statement 1.20 ~ index app."Odd ""T x".expr  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.expr ALTER COLUMN 1 SET STATISTICS 300;

-- statement 1.21 + index app."Odd ""T x".part  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX part ON app."Odd ""T x" USING btree (a) WHERE (app.plain(a) > 3);

-- statement 1.22 + statistics_object app.s  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
CREATE STATISTICS app.s (ndistinct) ON id, app.plain(a) FROM app."Odd ""T x";

-- statement 1.23 ~ statistics_object app.s
ALTER STATISTICS app.s SET STATISTICS 77;

-- statement 1.24 + view app.v
CREATE VIEW app.v AS
SELECT app.plain(a) AS x,
    id
   FROM app."Odd ""T x";

-- statement 1.25 + view app.w
CREATE VIEW app.w AS
SELECT x
   FROM app.v;

-- statement 1.26 + materialized_view app.m
CREATE MATERIALIZED VIEW app.m AS
SELECT x
   FROM app.w;

-- statement 1.27 + index app.m.m_x  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX m_x ON app.m USING btree (x);

-- statement 1.28 + materialized_view app.n
CREATE MATERIALIZED VIEW app.n AS
SELECT x
   FROM app.w
WITH NO DATA;

-- statement 1.29 + policy app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY p ON app."Odd ""T x" USING ((app.plain(a) > 0));

-- statement 1.30 + trigger app."Odd ""T x".t  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER t BEFORE INSERT ON app."Odd ""T x" FOR EACH ROW WHEN ((app.plain(new.a) > 0)) EXECUTE FUNCTION app.touch();

-- statement 1.31 ~ trigger app."Odd ""T x".t  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app."Odd ""T x" ENABLE ALWAYS TRIGGER t;

-- statement 1.32 + rule app."Odd ""T x".r  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE RULE r AS ON UPDATE TO app."Odd ""T x" WHERE (app.plain(new.a) > 9) DO  SELECT 1 AS "?column?";

-- statement 1.33 ~ rule app."Odd ""T x".r  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DISABLE RULE r;

-- statement 1.34 + comment index.app."Odd ""T x".expr  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app.expr IS 'on the function';

-- statement 1.35 + comment index.app.m.m_x  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app.m_x IS 'mi';

-- statement 1.36 + comment statistics_object.app.s
COMMENT ON STATISTICS app.s IS 'stat';

-- statement 1.37 + comment view.app.v  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON VIEW app.v IS 'the view';

-- statement 1.38 + comment materialized_view.app.m  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON MATERIALIZED VIEW app.m IS 'mat';

-- statement 1.39 + comment policy.app."Odd ""T x".p
COMMENT ON POLICY p ON app."Odd ""T x" IS 'pol';

-- statement 1.40 + comment trigger.app."Odd ""T x".t
COMMENT ON TRIGGER t ON app."Odd ""T x" IS 'trig';

-- statement 1.41 + comment rule.app."Odd ""T x".r
COMMENT ON RULE r ON app."Odd ""T x" IS 'rul';
COMMIT;

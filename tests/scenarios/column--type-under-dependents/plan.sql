-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger app."Odd ""T x"."Tou ""G x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "Tou ""G x" ON app."Odd ""T x";

-- statement 1.2 - policy app."Odd ""T x"."See ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY "See ""P x" ON app."Odd ""T x";

-- statement 1.3 - materialized_view app.stored  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.stored;

-- statement 1.4 - view app."Thi ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."Thi ""V x";

-- statement 1.5 - view app.second  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.second;

-- statement 1.6 - view app.first  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.first;

-- statement 1.7 - index app."Odd ""T x".by_total  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.by_total;

-- statement 1.8 - check app."Odd ""T x"."Odd ""T x_Tot ""C x_check"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "Odd ""T x_Tot ""C x_check";

-- statement 1.9 - default app."Odd ""T x"."Tot ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Tot ""C x" DROP DEFAULT;

-- statement 1.10 - column app."Odd ""T x".half  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN half;

-- statement 1.11 ~ column app."Odd ""T x"."Tot ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Tot ""C x" SET DATA TYPE numeric(12,2);

-- statement 1.12 + column app."Odd ""T x".half  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN half integer GENERATED ALWAYS AS (("Tot ""C x" / (2)::numeric)) STORED;

-- statement 1.13 + default app."Odd ""T x"."Tot ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Tot ""C x" SET DEFAULT 0;

-- statement 1.14 + check app."Odd ""T x"."Odd ""T x_Tot ""C x_check"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_Tot ""C x_check" CHECK (("Tot ""C x" >= (0)::numeric));

-- statement 1.15 + index app."Odd ""T x".by_total  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_total ON app."Odd ""T x" USING btree ("Tot ""C x") WHERE ("Tot ""C x" > (10)::numeric);

-- statement 1.16 + view app.first
CREATE VIEW app.first AS
SELECT id,
    "Tot ""C x" AS total
   FROM app."Odd ""T x";

-- statement 1.17 + view app.second
CREATE VIEW app.second AS
SELECT total,
    count(*) AS n
   FROM app.first
  GROUP BY total;

-- statement 1.18 + view app."Thi ""V x"
CREATE VIEW app."Thi ""V x" AS
SELECT total
   FROM app.second
  WHERE (n > 1);

-- statement 1.19 + materialized_view app.stored
CREATE MATERIALIZED VIEW app.stored AS
SELECT total,
    n
   FROM app.second;

-- statement 1.20 + index app.stored.stored_total  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX stored_total ON app.stored USING btree (total);

-- statement 1.21 + policy app."Odd ""T x"."See ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY "See ""P x" ON app."Odd ""T x" FOR SELECT TO rw USING (("Tot ""C x" > (5)::numeric));

-- statement 1.22 + trigger app."Odd ""T x"."Tou ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "Tou ""G x" BEFORE UPDATE OF "Tot ""C x" ON app."Odd ""T x" FOR EACH ROW WHEN ((new."Tot ""C x" > (1)::numeric)) EXECUTE FUNCTION app.touch();

-- statement 1.23 + comment view.app.second  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON VIEW app.second IS 'counted';

-- statement 1.24 + comment materialized_view.app.stored  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON MATERIALIZED VIEW app.stored IS 'kept';

-- statement 1.25 + privilege view.app.second.rw
GRANT SELECT ON TABLE app.second TO rw;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - materialized_view app.stored  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.stored;

-- statement 1.2 - view app.third  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.third;

-- statement 1.3 - view app.second  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.second;

-- statement 1.4 - view app."Fir ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."Fir ""V x";

-- statement 1.5 - column app.items.gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.items DROP COLUMN gone;

-- statement 1.6 + view app."Fir ""V x"
CREATE VIEW app."Fir ""V x" AS
SELECT id,
    name
   FROM app.items;

-- statement 1.7 + view app.second
CREATE VIEW app.second WITH (security_barrier=true) AS
SELECT id,
    name
   FROM app."Fir ""V x";

-- statement 1.8 + view app.third
CREATE VIEW app.third AS
SELECT id
   FROM app.second;

-- statement 1.9 + materialized_view app.stored
CREATE MATERIALIZED VIEW app.stored AS
SELECT id
   FROM app.third;

-- statement 1.10 + index app.stored.by_id  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX by_id ON app.stored USING btree (id);

-- statement 1.11 + trigger app."Fir ""V x".instead  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER instead INSTEAD OF UPDATE ON app."Fir ""V x" FOR EACH ROW EXECUTE FUNCTION app.touch();

-- statement 1.12 + comment view.app."Fir ""V x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON VIEW app."Fir ""V x" IS 'first';

-- statement 1.13 ~ owner view.app."Fir ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app."Fir ""V x" OWNER TO app_owner;

-- statement 1.14 ~ owner view.app.second  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.second OWNER TO app_owner;

-- statement 1.15 ~ owner view.app.third  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.third OWNER TO app_owner;

-- statement 1.16 ~ owner materialized_view.app.stored  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER MATERIALIZED VIEW app.stored OWNER TO app_owner;

-- statement 1.17 + privilege view.app."Fir ""V x".rw
GRANT SELECT, UPDATE (name) ON TABLE app."Fir ""V x" TO rw;
COMMIT;

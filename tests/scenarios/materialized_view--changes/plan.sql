-- step 1: transaction
BEGIN;
-- statement 1.1 - materialized_view app.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.dropped;

-- statement 1.2 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.3 - materialized_view app."Sto ""M x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app."Sto ""M x";

-- statement 1.4 ~ materialized_view app.settings  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER MATERIALIZED VIEW app.settings RESET (fillfactor);

-- statement 1.5 ~ materialized_view app.settings  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER MATERIALIZED VIEW app.settings SET (autovacuum_enabled=false);

-- statement 1.6 ~ materialized_view app.settings  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER MATERIALIZED VIEW app.settings ALTER COLUMN name SET STORAGE main;

-- statement 1.7 ~ materialized_view app.settings  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER MATERIALIZED VIEW app.settings ALTER COLUMN id SET STATISTICS 200;

-- statement 1.8 ~ materialized_view app.settings  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER MATERIALIZED VIEW app.settings ALTER COLUMN id RESET (n_distinct_inherited);

-- statement 1.9 ~ materialized_view app.settings  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER MATERIALIZED VIEW app.settings ALTER COLUMN id SET (n_distinct=5);

-- statement 1.10 ~ materialized_view app.settings  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER MATERIALIZED VIEW app.settings ALTER COLUMN name RESET (n_distinct);

-- statement 1.11 + materialized_view app."Sto ""M x"
CREATE MATERIALIZED VIEW app."Sto ""M x" WITH (fillfactor=70) AS
SELECT id,
    upper(name) AS name
   FROM app.items;

-- statement 1.12 ~ materialized_view app."Sto ""M x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Sto ""M x".id IS 'one';

-- statement 1.13 + index app."Sto ""M x".by_id  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX by_id ON app."Sto ""M x" USING btree (id);

-- statement 1.14 + view app.over
CREATE VIEW app.over AS
SELECT id
   FROM app."Sto ""M x";

-- statement 1.15 + comment materialized_view.app."Sto ""M x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON MATERIALIZED VIEW app."Sto ""M x" IS 'kept';

-- statement 1.16 + privilege materialized_view.app."Sto ""M x".rw
GRANT SELECT ON TABLE app."Sto ""M x" TO rw;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - index app."Odd ""T x".columns  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.columns;

-- statement 1.2 - index app."Odd ""T x".dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.dropped;

-- statement 1.3 - index app."Odd ""T x".method  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.method;

-- statement 1.4 - index app."Odd ""T x".operators  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.operators;

-- statement 1.5 - index app."Odd ""T x".predicate  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.predicate;

-- statement 1.6 - index app."Odd ""T x".uniqueness  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.uniqueness;

-- statement 1.7 ~ index app."Odd ""T x"."Opt ""I x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app."Opt ""I x" SET (fillfactor=80);

-- statement 1.8 ~ index app."Odd ""T x".statistics  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.statistics ALTER COLUMN 1 SET STATISTICS 200;

-- statement 1.9 + index app."Odd ""T x"."Add ""I x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "Add ""I x" ON app."Odd ""T x" USING gin (c jsonb_path_ops) WITH (fastupdate=off);

-- statement 1.10 + index app."Odd ""T x".columns  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX columns ON app."Odd ""T x" USING btree (a DESC NULLS LAST, "Col ""C x" COLLATE "C") INCLUDE (b);

-- statement 1.11 + index app."Odd ""T x".method  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX method ON app."Odd ""T x" USING hash (a);

-- statement 1.12 + index app."Odd ""T x".operators  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX operators ON app."Odd ""T x" USING btree (b text_pattern_ops);

-- statement 1.13 + index app."Odd ""T x".predicate  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX predicate ON app."Odd ""T x" USING btree (a) WHERE ((a > 1) AND (b IS NOT NULL));

-- statement 1.14 + index app."Odd ""T x".uniqueness  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX uniqueness ON app."Odd ""T x" USING btree (b) NULLS NOT DISTINCT;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger app.lines."!lines_nr_both"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "!lines_nr_both" ON app.lines;

-- statement 1.2 - trigger app.lines."~lines_nr_both"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "~lines_nr_both" ON app.lines;

-- statement 1.3 - function app.lines_nr_both
DROP FUNCTION app.lines_nr_both();

-- statement 1.4 - column app.lines.nr  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.lines DROP COLUMN nr;

-- statement 1.5 ~ column app.lines.nr  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.lines RENAME COLUMN n TO nr;

-- statement 1.6 ~ sequence app.lines_id_seq  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Lin ""E s_id_seq" RENAME TO lines_id_seq;

-- statement 1.7 ~ sequence app.lines_nr_seq  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Lin ""E s_n_seq" RENAME TO lines_nr_seq;

-- statement 1.8 - view app."Lin ""E s"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."Lin ""E s";

-- statement 1.9 ~ column app.lines.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.lines RENAME CONSTRAINT "Lin ""E s_id_not_null" TO lines_id_not_null;

-- statement 1.10 ~ column app.lines.nr  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.lines RENAME CONSTRAINT "Lin ""E s_n_not_null" TO lines_nr_not_null;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.lines  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Lin ""E s" RENAME TO lines;

-- statement 1.2 ~ column app.lines."num ""B er"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.lines RENAME COLUMN n TO "num ""B er";

-- statement 1.3 ~ column app.other.nr  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.other RENAME COLUMN id TO nr;

-- statement 1.4 ~ sequence app.lines_id_seq  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Lin ""E s_id_seq" RENAME TO lines_id_seq;

-- statement 1.5 ~ sequence app."lines_num ""B er_seq"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Lin ""E s_n_seq" RENAME TO "lines_num ""B er_seq";

-- statement 1.6 ~ sequence app.other_nr_seq  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.other_id_seq RENAME TO other_nr_seq;

-- statement 1.7 ~ primary_key app.lines.lines_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.lines RENAME CONSTRAINT "Lin ""E s_pkey" TO lines_pkey;

-- statement 1.8 ~ column app.lines.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.lines RENAME CONSTRAINT "Lin ""E s_id_not_null" TO lines_id_not_null;

-- statement 1.9 ~ column app.lines."num ""B er"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.lines RENAME CONSTRAINT "Lin ""E s_n_not_null" TO "lines_num ""B er_not_null";

-- statement 1.10 ~ column app.other.nr  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.other RENAME CONSTRAINT other_id_not_null TO other_nr_not_null;
COMMIT;

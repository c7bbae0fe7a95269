-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app.kinds.note  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app.kinds WHERE note IS NULL AND NOT EXISTS (SELECT lv INTERSECT VALUES (CAST('mid' AS app."Le ""V x")), (CAST('high' AS app."Le ""V x")), (CAST('low' AS app."Le ""V x")), (CAST('old' AS app."Le ""V x")))) THEN
    RAISE not_null_violation USING MESSAGE = 'app.kinds has rows without a value for note, which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.2 ~ column app.units.called  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app.units WHERE NOT EXISTS (SELECT code INTERSECT VALUES (CAST('m' AS app.unit)), (CAST('s' AS app.unit)), (CAST('kg' AS app.unit)))) THEN
    RAISE not_null_violation USING MESSAGE = 'app.units has rows without a value for called, which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.3 - row app.kinds.low and 1 more  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.kinds WHERE EXISTS (SELECT lv INTERSECT VALUES (CAST('low' AS app."Le ""V x")), (CAST('old' AS app."Le ""V x")));

-- statement 1.4 - row app.units.kg  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.units WHERE EXISTS (SELECT code INTERSECT VALUES (CAST('kg' AS app.unit)));

-- statement 1.5 + cast "app.unit".integer
CREATE CAST (app.unit AS integer) WITH INOUT AS IMPLICIT;

-- statement 1.6 + column app.units.called  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.units ADD COLUMN called text;

-- statement 1.7 ~ row app.pairs."2, high"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.pairs (id, lv, note) VALUES (2, 'high', 'B')
ON CONFLICT (id, lv) DO UPDATE SET note = excluded.note;

-- statement 1.8 ~ row app.units.m  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.units (code, called) VALUES ('m', 'metre')
ON CONFLICT (code) DO UPDATE SET called = excluded.called;

-- statement 1.9 + row app.kinds.high  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.kinds (lv, note) VALUES ('high', 'four')
ON CONFLICT (lv) DO UPDATE SET note = excluded.note;

-- statement 1.10 + row app.pairs."4, high"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.pairs (id, lv, note) VALUES (4, 'high', 'd')
ON CONFLICT (id, lv) DO UPDATE SET note = excluded.note;

-- statement 1.11 + row app.units.s  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.units (code, called) VALUES ('s', 'second')
ON CONFLICT (code) DO UPDATE SET called = excluded.called;

-- statement 1.12 ~ column app.kinds.note  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.kinds ALTER COLUMN note SET NOT NULL;

-- statement 1.13 ~ column app.units.called  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.units ALTER COLUMN called SET NOT NULL;
COMMIT;

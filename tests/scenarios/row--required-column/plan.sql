-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app.kinds."Ra ""N x"  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app.kinds WHERE code NOT IN ('a', 'b', 'c')) THEN
    RAISE not_null_violation USING MESSAGE = 'app.kinds has rows without a value for "Ra ""N x", which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.2 ~ column app.kinds.unit  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app.kinds WHERE code NOT IN ('a', 'b', 'c')) THEN
    RAISE not_null_violation USING MESSAGE = 'app.kinds has rows without a value for unit, which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.3 + column app.kinds."Ra ""N x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.kinds ADD COLUMN "Ra ""N x" integer;

-- statement 1.4 + column app.kinds.unit  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.kinds ADD COLUMN unit text;

-- statement 1.5 ~ row app.kinds.a and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.kinds (code, "La ""B x", "Ra ""N x", unit) VALUES
  ('a', 'one', 1, 'm'),
  ('b', 'two', 2, 's')
ON CONFLICT (code) DO UPDATE SET "La ""B x" = excluded."La ""B x", "Ra ""N x" = excluded."Ra ""N x", unit = excluded.unit;

-- statement 1.6 + row app.kinds.c  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.kinds (code, "La ""B x", "Ra ""N x", unit) VALUES ('c', 'three', 3, 'kg')
ON CONFLICT (code) DO UPDATE SET "La ""B x" = excluded."La ""B x", "Ra ""N x" = excluded."Ra ""N x", unit = excluded.unit;

-- statement 1.7 ~ column app.kinds."Ra ""N x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.kinds ALTER COLUMN "Ra ""N x" SET NOT NULL;

-- statement 1.8 ~ column app.kinds.unit  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.kinds ADD CONSTRAINT "unit ""N x" NOT NULL unit;

-- statement 1.9 + check app.kinds.ranked  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app.kinds ADD CONSTRAINT ranked CHECK (("Ra ""N x" > 0));

-- statement 1.10 + index app.kinds.by_rank  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX by_rank ON app.kinds USING btree ("Ra ""N x");
COMMIT;

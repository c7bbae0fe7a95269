-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Ti ""M x".unit  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app."Ti ""M x" WHERE unit IS NULL AND (region, id) NOT IN (('eu', 1), ('us', 1))) THEN
    RAISE not_null_violation USING MESSAGE = 'app."Ti ""M x" has rows without a value for unit, which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.2 ~ column app."Ti ""M x"."ra ""N x"  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app."Ti ""M x" WHERE (region, id) NOT IN (('eu', 1), ('us', 1))) THEN
    RAISE not_null_violation USING MESSAGE = 'app."Ti ""M x" has rows without a value for "ra ""N x", which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.3 ~ column app.parent.size  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app.parent WHERE id NOT IN (2, 3, 1)) THEN
    RAISE not_null_violation USING MESSAGE = 'app.parent has rows without a value for size, which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.4 - row app.parent."1"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.parent WHERE id = 1;

-- statement 1.5 + column app."Ti ""M x"."ra ""N x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ti ""M x" ADD COLUMN "ra ""N x" integer;

-- statement 1.6 + column app."Ti ""M x".more  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ti ""M x" ADD COLUMN more integer CONSTRAINT "Ti ""M x_more_not_null" NOT NULL DEFAULT 0;

-- statement 1.7 + column app.parent.size  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.parent ADD COLUMN size numeric(4,1);

-- statement 1.8 ~ row app."Ti ""M x"."eu, 1" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Ti ""M x" (region, id, unit, "ra ""N x") VALUES
  ('eu', 1, 'b', 1),
  ('us', 1, 'a', 2)
ON CONFLICT (region, id) DO UPDATE SET unit = excluded.unit, "ra ""N x" = excluded."ra ""N x";

-- statement 1.9 ~ row app.parent."2"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.parent (id, size) VALUES (2, 2.5)
ON CONFLICT (id) DO UPDATE SET size = excluded.size;

-- statement 1.10 + row app.parent."3"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.parent (id, size) VALUES (3, 3.0)
ON CONFLICT (id) DO UPDATE SET size = excluded.size;

-- statement 1.11 ~ column app."Ti ""M x".unit  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Ti ""M x" ADD CONSTRAINT "Ti ""M x_unit_not_null" NOT NULL unit;

-- statement 1.12 ~ column app."Ti ""M x"."ra ""N x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Ti ""M x" ADD CONSTRAINT "Ti ""M x_ra ""N x_not_null" NOT NULL "ra ""N x";

-- statement 1.13 ~ column app.parent.size  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.parent ALTER COLUMN size SET NOT NULL;

-- statement 1.14 + unique app.times_eu."times_eu_region_ra ""N x_key"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.times_eu ADD CONSTRAINT "times_eu_region_ra ""N x_key" UNIQUE (region, "ra ""N x");

-- statement 1.15 + unique app.times_us."times_us_region_ra ""N x_key"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.times_us ADD CONSTRAINT "times_us_region_ra ""N x_key" UNIQUE (region, "ra ""N x");

-- statement 1.16 + unique app."Ti ""M x".ranks  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Ti ""M x" ADD CONSTRAINT ranks UNIQUE (region, "ra ""N x");

-- statement 1.17 + check app."Ti ""M x".some  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Ti ""M x" ADD CONSTRAINT "some" CHECK ((unit <> 'c'::text));
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Kind ""T x".more  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app."Kind ""T x" WHERE id NOT IN (1, 2, 4, 3)) THEN
    RAISE not_null_violation USING MESSAGE = 'app."Kind ""T x" has rows without a value for more, which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.2 - foreign_key app.listed.listed_kind_fkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.listed DROP CONSTRAINT listed_kind_fkey;

-- statement 1.3 - foreign_key app.things.things_code_fkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.things DROP CONSTRAINT things_code_fkey;

-- statement 1.4 - foreign_key app.things.things_kind_fkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.things DROP CONSTRAINT things_kind_fkey;

-- statement 1.5 - foreign_key app.used.used_rate_fkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.used DROP CONSTRAINT used_rate_fkey;

-- statement 1.6 ~ column app."Kind ""T x".id and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Kind ""T x" ALTER COLUMN id SET DATA TYPE bigint, ALTER COLUMN code SET DATA TYPE text;

-- statement 1.7 ~ column app."Ra ""T e".rate  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305 SC307]
ALTER TABLE app."Ra ""T e" ALTER COLUMN rate SET DATA TYPE integer;

-- statement 1.8 ~ column app.listed.kind  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.listed ALTER COLUMN kind SET DATA TYPE bigint;

-- statement 1.9 ~ column app.things.kind and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.things ALTER COLUMN kind SET DATA TYPE bigint, ALTER COLUMN code SET DATA TYPE text;

-- statement 1.10 ~ column app.used.rate  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305 SC307]
ALTER TABLE app.used ALTER COLUMN rate SET DATA TYPE integer;

-- statement 1.11 + column app."Kind ""T x".more  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Kind ""T x" ADD COLUMN more integer;

-- statement 1.12 + foreign_key app.listed.listed_kind_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.listed ADD CONSTRAINT listed_kind_fkey FOREIGN KEY (kind) REFERENCES app."Kind ""T x"(id) ON DELETE CASCADE;

-- statement 1.13 + foreign_key app.things.things_code_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.things ADD CONSTRAINT things_code_fkey FOREIGN KEY (code) REFERENCES app."Kind ""T x"(code) ON UPDATE CASCADE ON DELETE SET NULL;

-- statement 1.14 + foreign_key app.things.things_kind_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.things ADD CONSTRAINT things_kind_fkey FOREIGN KEY (kind) REFERENCES app."Kind ""T x"(id) ON DELETE CASCADE;

-- statement 1.15 + foreign_key app.used.used_rate_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.used ADD CONSTRAINT used_rate_fkey FOREIGN KEY (rate) REFERENCES app."Ra ""T e"(rate) ON DELETE CASCADE;

-- statement 1.16 ~ column app."Kind ""T x".more  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app."Kind ""T x" WHERE more IS NULL AND id NOT IN (1, 2, 4, 3)) THEN
    RAISE not_null_violation USING MESSAGE = 'app."Kind ""T x" has rows without a value for more, which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.17 ~ row app."Kind ""T x"."1" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Kind ""T x" (id, code, label, more) VALUES
  (1, 'z', 'one', 1),
  (2, 'b', 'two', 2)
ON CONFLICT (id) DO UPDATE SET code = excluded.code, label = excluded.label, more = excluded.more;

-- statement 1.18 ~ row app."Ra ""T e"."2"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Ra ""T e" (rate, n) VALUES (2, 'c')
ON CONFLICT (rate) DO UPDATE SET n = excluded.n;

-- statement 1.19 + row app."Kind ""T x"."4"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Kind ""T x" (id, code, label, more) VALUES (4, 'd', 'four', 4)
ON CONFLICT (id) DO UPDATE SET code = excluded.code, label = excluded.label, more = excluded.more;

-- statement 1.20 ~ row app.listed."2"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.listed (id, kind) VALUES (2, 4)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind;

-- statement 1.21 - row app."Kind ""T x"."3"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app."Kind ""T x" WHERE id = 3;

-- statement 1.22 ~ column app."Kind ""T x".more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Kind ""T x" ALTER COLUMN more SET NOT NULL;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".b  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app."Odd ""T x" WHERE id NOT IN (1, 2)) THEN
    RAISE not_null_violation USING MESSAGE = 'app."Odd ""T x" has rows without a value for b, which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.2 ~ column app.parted.b  lock: ACCESS SHARE  blocks: nothing
DO $rows$
BEGIN
  IF EXISTS (SELECT FROM app.parted WHERE id NOT IN (1)) THEN
    RAISE not_null_violation USING MESSAGE = 'app.parted has rows without a value for b, which becomes NOT NULL', HINT = 'list them under rows with a value, delete them, or give the column a default';
  END IF;
END
$rows$;

-- statement 1.3 ~ column app."Odd ""T x".a  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN a DROP NOT NULL;

-- statement 1.4 ~ column app.parted.a  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.parted ALTER COLUMN a DROP NOT NULL;

-- statement 1.5 + column app."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN b text;

-- statement 1.6 + column app.parted.b  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.parted ADD COLUMN b text;

-- statement 1.7 ~ row app."Odd ""T x"."1" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Odd ""T x" (id, b) VALUES
  (1, 'x'),
  (2, 'y')
ON CONFLICT (id) DO UPDATE SET b = excluded.b;

-- statement 1.8 ~ row app.parted."1"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.parted (id, b) VALUES (1, 'x')
ON CONFLICT (id) DO UPDATE SET b = excluded.b;

-- statement 1.9 ~ view app.parts  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app.parts AS
SELECT b AS said
   FROM app.parted;

-- statement 1.10 ~ view app.seen  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app.seen AS
SELECT b AS said
   FROM app."Odd ""T x";

-- statement 1.11 - column app."Odd ""T x".a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN a;

-- statement 1.12 - column app.parted.a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.parted DROP COLUMN a;

-- statement 1.13 ~ column app."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN b SET NOT NULL;

-- statement 1.14 ~ column app.parted.b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.parted ADD CONSTRAINT parted_b_not_null NOT NULL b;
COMMIT;

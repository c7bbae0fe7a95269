-- step 1: transaction
BEGIN;
-- statement 1.1 - row app."Se ""C x"."2"
SET LOCAL row_security TO off;

-- statement 1.2 - row app."Se ""C x"."2"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app."Se ""C x" WHERE id = 2;

-- statement 1.3 - row app."Se ""C x"."2"
SET LOCAL row_security TO on;

-- statement 1.4 ~ row app."Se ""C x"."3"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Se ""C x" (id, name) VALUES (3, 'd')
ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- statement 1.5 + row app."Se ""C x"."4"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Se ""C x" (id, name) VALUES (4, 'e')
ON CONFLICT (id) DO UPDATE SET name = excluded.name;
COMMIT;

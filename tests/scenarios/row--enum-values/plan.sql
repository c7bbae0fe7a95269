-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Le ""V x"
ALTER TYPE app."Le ""V x" ADD VALUE 'high' AFTER 'mid';
COMMIT;

-- step 2: transaction
BEGIN;
-- statement 2.1 ~ row app.kinds."1"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.kinds (id, lv, levels) VALUES (1, 'high', NULL)
ON CONFLICT (id) DO UPDATE SET lv = excluded.lv, levels = excluded.levels;

-- statement 2.2 + row app.kinds."4"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.kinds (id, lv, levels) VALUES (4, 'high', '{high}')
ON CONFLICT (id) DO UPDATE SET lv = excluded.lv, levels = excluded.levels;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Le ""V x"  [SC310]
ALTER TYPE app."Le ""V x" RENAME VALUE 'old' TO 'ancient';

-- statement 1.2 ~ row app.items."2"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.items (id, lv, every) VALUES (2, 'ancient', NULL)
ON CONFLICT (id) DO UPDATE SET lv = excluded.lv, every = excluded.every;
COMMIT;

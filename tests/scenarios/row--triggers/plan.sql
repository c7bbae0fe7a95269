-- step 1: transaction
BEGIN;
-- statement 1.1 ~ function app.touch
CREATE OR REPLACE FUNCTION app.touch()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin new.name := rtrim(lower(new.name), '!') || '!'; return new; end$$;

-- statement 1.2 + trigger app.kinds."Log ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "Log ""G x" AFTER INSERT OR UPDATE ON app.kinds FOR EACH ROW EXECUTE FUNCTION app.logged();

-- statement 1.3 ~ row app.kinds."1"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.kinds (id, name) VALUES (1, 'one!')
ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- statement 1.4 + row app.kinds."3"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.kinds (id, name) VALUES (3, 'three!')
ON CONFLICT (id) DO UPDATE SET name = excluded.name;
COMMIT;

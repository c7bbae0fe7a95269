-- step 1: transaction
BEGIN;
-- statement 1.1 ~ row app.kinds."1"
SET LOCAL search_path TO app, pg_temp;

-- statement 1.2 ~ row app.kinds."1"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.kinds (id, name) VALUES (1, 'first')
ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- statement 1.3 ~ row app.kinds."1"
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.4 ~ row app.kinds."2"
SET LOCAL search_path TO app, pg_temp;

-- statement 1.5 + row app.kinds."2"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.kinds (id, name) VALUES (2, 'two')
ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- statement 1.6 ~ row app.kinds."2"
SET LOCAL search_path TO pg_catalog, pg_temp;
COMMIT;

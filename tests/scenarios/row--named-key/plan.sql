-- step 1: transaction
BEGIN;
-- statement 1.1 - row app.countries.gb  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.countries WHERE "co ""De x" = 'gb';

-- statement 1.2 ~ row app.countries.de  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.countries ("co ""De x", name) VALUES ('de', 'Deutschland')
ON CONFLICT ("co ""De x") DO UPDATE SET name = excluded.name;

-- statement 1.3 + row app.countries.ch  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.countries ("co ""De x", name) VALUES ('ch', 'Switzerland')
ON CONFLICT ("co ""De x") DO UPDATE SET name = excluded.name;
COMMIT;

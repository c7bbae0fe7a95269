-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app.people.id
CREATE SEQUENCE app.people_id_numbers AS integer START WITH 100 INCREMENT BY 5;

-- statement 1.2 + column app.people.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC301]
ALTER TABLE app.people ADD COLUMN id integer NOT NULL DEFAULT nextval('app.people_id_numbers');

-- statement 1.3 ~ column app.people.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.people ALTER COLUMN id DROP DEFAULT;

-- statement 1.4 ~ column app.people.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.people ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 5);

-- statement 1.5 ~ column app.people.id  lock: ROW EXCLUSIVE  blocks: nothing
SELECT pg_catalog.setval('app.people_id_seq', last_value, is_called) FROM app.people_id_numbers;

-- statement 1.6 ~ column app.people.id
DROP SEQUENCE app.people_id_numbers;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - row app."Odd ""T x"."\\\\\\N" and 2 more  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app."Odd ""T x" WHERE EXISTS (SELECT code INTERSECT VALUES (CAST(E'\\\\N' AS text)), (CAST(NULL AS text)), (CAST(NULL AS text)));

-- statement 1.2 - row app.pairs."1, \\N" and 3 more  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.pairs WHERE EXISTS (SELECT a, b INTERSECT VALUES (CAST(1 AS integer), CAST(NULL AS text)), (CAST(2 AS integer), CAST('b' AS text)), (CAST(NULL AS integer), CAST(NULL AS text)), (CAST(NULL AS integer), CAST(NULL AS text)));

-- statement 1.3 ~ column app.pairs.a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.pairs ALTER COLUMN a SET NOT NULL;

-- statement 1.4 ~ column app.pairs.b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.pairs ALTER COLUMN b SET NOT NULL;

-- statement 1.5 + primary_key app.pairs.pairs_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.pairs ADD CONSTRAINT pairs_pkey PRIMARY KEY (a, b);

-- statement 1.6 ~ row app."Odd ""T x".a  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Odd ""T x" (code, name) VALUES ('a', 'new')
ON CONFLICT (code) DO UPDATE SET name = excluded.name;
COMMIT;

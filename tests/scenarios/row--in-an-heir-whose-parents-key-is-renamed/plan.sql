-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app.kinds."Co ""D e"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.kinds RENAME COLUMN code TO "Co ""D e";

-- statement 1.2 ~ row app.colours.g  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.colours ("Co ""D e", label) VALUES ('g', 'grün')
ON CONFLICT ("Co ""D e") DO UPDATE SET label = excluded.label;
COMMIT;

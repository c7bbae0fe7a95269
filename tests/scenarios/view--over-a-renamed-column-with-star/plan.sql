-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app.items."Nam ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.items RENAME COLUMN name TO "Nam ""C x";

-- statement 1.2 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.3 + view app.over
CREATE VIEW app.over AS
SELECT id,
    "Nam ""C x"
   FROM app.items;
COMMIT;

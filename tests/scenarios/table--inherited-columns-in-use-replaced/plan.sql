-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - table app.child  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.child;

-- statement 1.3 + table app.child
CREATE TABLE app.child (
  id integer,
  "Not ""C x" text
) PARTITION BY LIST (id);

-- statement 1.4 + view app.over
CREATE VIEW app.over AS
SELECT "Not ""C x" AS note
   FROM app.child;
COMMIT;

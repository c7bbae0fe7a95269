-- step 1: transaction
BEGIN;
-- statement 1.1 - table app.rows  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.rows;

-- statement 1.2 - table app.typed  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.typed;

-- statement 1.3 + table app.rows
CREATE TABLE app.rows OF app."Odd ""T x";

-- statement 1.4 + table app.typed
CREATE TABLE app.typed (
  "a b" integer,
  c text
);
COMMIT;

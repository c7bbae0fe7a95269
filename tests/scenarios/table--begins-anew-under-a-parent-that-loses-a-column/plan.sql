-- step 1: transaction
BEGIN;
-- statement 1.1 + column app.base.extra  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.base ADD COLUMN extra integer;

-- statement 1.2 + table app.heir2
CREATE TABLE app.heir2 (
  "Odd ""C x" text
) INHERITS (app.base);

-- statement 1.3 ~ view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app.v AS
SELECT "Odd ""C x" AS said
   FROM app.heir2;

-- statement 1.4 - table app.heir  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.heir;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app.people."Ad ""D x_old"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.people RENAME COLUMN "Ad ""D x" TO "Ad ""D x_old";

-- statement 1.2 ~ column app.clerks."Ad ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.clerks RENAME COLUMN token TO "Ad ""D x";

-- statement 1.3 - column app.people."Ad ""D x_old"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.people DROP COLUMN "Ad ""D x_old";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - inheritance app.clerks."app.people"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.clerks NO INHERIT app.people;

-- statement 1.2 ~ column app.people."Ad ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.people RENAME COLUMN mail TO "Ad ""C x";

-- statement 1.3 - check app.clerks.mailed  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.clerks DROP CONSTRAINT mailed;
COMMIT;

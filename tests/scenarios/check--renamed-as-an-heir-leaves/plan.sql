-- step 1: transaction
BEGIN;
-- statement 1.1 ~ check app.people.named  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.people RENAME CONSTRAINT "Odd ""C x" TO named;

-- statement 1.2 - inheritance app.staff."app.people"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.staff NO INHERIT app.people;

-- statement 1.3 - check app.staff.named  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.staff DROP CONSTRAINT named;
COMMIT;

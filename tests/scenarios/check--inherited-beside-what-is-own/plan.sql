-- step 1: transaction
BEGIN;
-- statement 1.1 - check app.parents.held  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.parents DROP CONSTRAINT held;

-- statement 1.2 + check app.parents.held  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app.parents ADD CONSTRAINT held CHECK (((NOT isempty("Odd ""C x")) OR (1 = 1)));
COMMIT;

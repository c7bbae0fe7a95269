-- step 1: transaction
BEGIN;
-- statement 1.1 - inheritance app.bosses."app.people"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.bosses NO INHERIT app.people;

-- statement 1.2 - inheritance app.clerks."app.people"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.clerks NO INHERIT app.people;

-- statement 1.3 ~ column app.guests.token  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.guests RENAME COLUMN "Ad ""D x" TO token;

-- statement 1.4 ~ column app.people."Ad ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.people RENAME COLUMN mail TO "Ad ""D x";

-- statement 1.5 - inheritance app.guests."app.people"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.guests NO INHERIT app.people;
COMMIT;

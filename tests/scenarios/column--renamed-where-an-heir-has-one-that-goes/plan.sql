-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app.clerks.mail_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.clerks RENAME COLUMN mail TO mail_old;

-- statement 1.2 ~ column app.people.mail  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.people RENAME COLUMN "Ad ""D x" TO mail;

-- statement 1.3 - column app.clerks.mail_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.clerks DROP COLUMN mail_old;
COMMIT;

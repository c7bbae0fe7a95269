-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app.trainees.note  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.trainees RENAME COLUMN token TO note;

-- statement 1.2 ~ column app.clerks.token  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.clerks RENAME COLUMN "Ad ""D x" TO token;

-- statement 1.3 ~ column app.people."Ad ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.people RENAME COLUMN mail TO "Ad ""D x";

-- statement 1.4 ~ check app.trainees.noted  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.trainees RENAME CONSTRAINT mailed TO noted;

-- statement 1.5 ~ check app.people.mailed  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.people RENAME CONSTRAINT named TO mailed;

-- statement 1.6 ~ check app.visits_old.later  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.visits_old RENAME CONSTRAINT late TO later;

-- statement 1.7 ~ check app.visits.late  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.visits RENAME CONSTRAINT early TO late;
COMMIT;

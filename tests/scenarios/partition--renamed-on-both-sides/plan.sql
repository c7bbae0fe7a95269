-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".named  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME COLUMN was TO named;

-- statement 1.2 ~ check app."Odd ""T x".new  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT old TO new;

-- statement 1.3 ~ column app.par.named  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.par RENAME COLUMN was TO named;

-- statement 1.4 ~ check app.par.new  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.par RENAME CONSTRAINT old TO new;
COMMIT;

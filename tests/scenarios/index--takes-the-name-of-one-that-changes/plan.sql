-- step 1: transaction
BEGIN;
-- statement 1.1 ~ index app."Odd ""T x".two_old  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.two RENAME TO two_old;

-- statement 1.2 ~ unique app."Odd ""T x".second_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT second TO second_old;

-- statement 1.3 ~ unique app."Odd ""T x".second  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT first TO second;

-- statement 1.4 ~ index app."Odd ""T x".two  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app."one ""I x" RENAME TO two;

-- statement 1.5 ~ check app."Odd ""T x".y_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT y TO y_old;

-- statement 1.6 ~ check app."Odd ""T x".y  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT x TO y;

-- statement 1.7 ~ check app."Odd ""T x".x  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT y_old TO x;

-- statement 1.8 ~ index app."Odd ""T x".j_old  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.j RENAME TO j_old;

-- statement 1.9 ~ index app."Odd ""T x".j  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.i RENAME TO j;

-- statement 1.10 ~ index app."Odd ""T x".i  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.j_old RENAME TO i;

-- statement 1.11 - index app."Odd ""T x".two_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.two_old;

-- statement 1.12 - unique app."Odd ""T x".second_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT second_old;
COMMIT;

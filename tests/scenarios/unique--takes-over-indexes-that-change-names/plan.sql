-- step 1: transaction
BEGIN;
-- statement 1.1 ~ index app."Odd ""T x"."Sw ""A p"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app."Sw ""A p" RENAME TO "Sw ""A p_old";

-- statement 1.2 ~ index app."Odd ""T x".c1  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.c1 RENAME TO c1_old;

-- statement 1.3 ~ index app."Odd ""T x".elsewhere  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.elsewhere RENAME TO elsewhere_old;

-- statement 1.4 ~ index app."Odd ""T x".goes  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.goes RENAME TO goes_old;

-- statement 1.5 ~ index app."Odd ""T x".swapped  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.swapped RENAME TO swapped_old;

-- statement 1.6 + table app.goes
CREATE TABLE app.goes (
  x integer
);

-- statement 1.7 + table app.other
CREATE TABLE app.other (
  x integer
);

-- statement 1.8 + primary_key app."Odd ""T x".c1  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT c1 PRIMARY KEY USING INDEX c2;

-- statement 1.9 + unique app."Odd ""T x"."Sw ""A p"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Sw ""A p" UNIQUE USING INDEX swapped_old;

-- statement 1.10 + unique app."Odd ""T x".apart  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT apart UNIQUE USING INDEX elsewhere_old;

-- statement 1.11 + unique app."Odd ""T x".c3  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT c3 UNIQUE USING INDEX c1_old;

-- statement 1.12 + unique app."Odd ""T x".here  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT here UNIQUE USING INDEX goes_old;

-- statement 1.13 + unique app."Odd ""T x".swapped  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT swapped UNIQUE USING INDEX "Sw ""A p_old";

-- statement 1.14 + index app.other.elsewhere
CREATE INDEX elsewhere ON app.other USING btree (x);
COMMIT;

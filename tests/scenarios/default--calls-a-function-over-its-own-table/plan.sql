-- step 1: transaction
BEGIN;
-- statement 1.1 - default app."Odd ""T x".f2.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN f2 DROP DEFAULT;

-- statement 1.2 + table app.others
CREATE TABLE app.others (
  f1 integer NOT NULL,
  f2 integer NOT NULL
);

-- statement 1.3 + function app.highest
CREATE FUNCTION app.highest()
RETURNS integer
LANGUAGE sql
STABLE
BEGIN ATOMIC
 SELECT max(others.f1) AS max
    FROM app.others;
END;

-- statement 1.4 ~ column app."Odd ""T x".f2  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN f2 SET DATA TYPE bigint;

-- statement 1.5 + default app."Odd ""T x".f2.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN f2 SET DEFAULT app.rows_of();

-- statement 1.6 + default app.others.f2.default
ALTER TABLE app.others ALTER COLUMN f2 SET DEFAULT app.highest();
COMMIT;

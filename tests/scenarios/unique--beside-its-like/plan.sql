-- step 1: transaction
BEGIN;
-- statement 1.1 - table app.gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.gone;

-- statement 1.2 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  a integer NOT NULL,
  b integer,
  CONSTRAINT "Odd ""T x_pkey" PRIMARY KEY (a),
  CONSTRAINT four UNIQUE (a) INCLUDE (b),
  CONSTRAINT one UNIQUE (a, b),
  CONSTRAINT three UNIQUE (a, b) DEFERRABLE
);

-- statement 1.3 + unique app."Odd ""T x".again
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT again UNIQUE (a);

-- statement 1.4 + unique app."Odd ""T x".two
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT two UNIQUE (a, b);
COMMIT;

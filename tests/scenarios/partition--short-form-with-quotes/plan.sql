-- step 1: transaction
BEGIN;
-- statement 1.1 + schema app
CREATE SCHEMA app;

-- statement 1.2 + table app."Eve ""T x"
CREATE TABLE app."Eve ""T x" (
  id integer NOT NULL,
  "Reg ""C x" text NOT NULL
) PARTITION BY LIST ("Reg ""C x");

-- statement 1.3 + table app.eu
CREATE TABLE app.eu (
  id integer NOT NULL,
  "Reg ""C x" text NOT NULL
);

-- statement 1.4 + partition app.eu.partition_of
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.eu FOR VALUES IN ('eu', 'de');
COMMIT;

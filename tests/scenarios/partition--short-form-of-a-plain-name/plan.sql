-- step 1: transaction
BEGIN;
-- statement 1.1 + schema app
CREATE SCHEMA app;

-- statement 1.2 + table app.events
CREATE TABLE app.events (
  id integer NOT NULL,
  "Reg ""C x" text NOT NULL
) PARTITION BY LIST ("Reg ""C x");

-- statement 1.3 + table app.eu
CREATE TABLE app.eu (
  id integer NOT NULL,
  "Reg ""C x" text NOT NULL
);

-- statement 1.4 + partition app.eu.partition_of
ALTER TABLE app.events ATTACH PARTITION app.eu FOR VALUES IN ('eu', 'de');
COMMIT;

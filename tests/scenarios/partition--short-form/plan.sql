-- step 1: transaction
BEGIN;
-- statement 1.1 + schema app
CREATE SCHEMA app;

-- statement 1.2 + table app."Eve ""T x"
CREATE TABLE app."Eve ""T x" (
  id integer CONSTRAINT "Eve ""T x_id_not_null" NOT NULL,
  "Reg ""C x" text CONSTRAINT "Eve ""T x_Reg ""C x_not_null" NOT NULL
) PARTITION BY LIST ("Reg ""C x");

-- statement 1.3 + table app."Us ""P x"
CREATE TABLE app."Us ""P x" (
  id integer CONSTRAINT "Eve ""T x_id_not_null" NOT NULL,
  "Reg ""C x" text CONSTRAINT "Eve ""T x_Reg ""C x_not_null" NOT NULL
);

-- statement 1.4 + table app.eu
CREATE TABLE app.eu (
  id integer CONSTRAINT "Eve ""T x_id_not_null" NOT NULL,
  "Reg ""C x" text CONSTRAINT "Eve ""T x_Reg ""C x_not_null" NOT NULL
);

-- statement 1.5 + table app.rest
CREATE TABLE app.rest (
  id integer CONSTRAINT "Eve ""T x_id_not_null" NOT NULL,
  "Reg ""C x" text CONSTRAINT "Eve ""T x_Reg ""C x_not_null" NOT NULL
);

-- statement 1.6 + partition app."Us ""P x".partition_of
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app."Us ""P x" FOR VALUES IN ('us');

-- statement 1.7 + partition app.eu.partition_of
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.eu FOR VALUES IN ('eu', 'de');

-- statement 1.8 + partition app.rest.partition_of
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.rest DEFAULT;
COMMIT;

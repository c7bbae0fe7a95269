-- step 1: transaction
BEGIN;
-- statement 1.1 + schema app
CREATE SCHEMA app;

-- statement 1.2 + table app."Eve ""T x"
CREATE TABLE app."Eve ""T x" (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT "Eve ""T x_id_not_null" NOT NULL,
  n integer,
  "Gen ""C x" integer GENERATED ALWAYS AS ((n * 2)) STORED
) PARTITION BY RANGE (n);

-- statement 1.3 + table app.low
CREATE TABLE app.low (
  id bigint CONSTRAINT "Eve ""T x_id_not_null" NOT NULL,
  n integer,
  "Gen ""C x" integer GENERATED ALWAYS AS ((n * 2)) STORED
);

-- statement 1.4 + partition app.low.partition_of
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.low FOR VALUES FROM (0) TO (100);
COMMIT;

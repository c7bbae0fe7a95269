-- step 1: transaction
BEGIN;
-- statement 1.1 + schema app
CREATE SCHEMA app;

-- statement 1.2 + table app."Eve ""T x"
CREATE TABLE app."Eve ""T x" (
  id integer NOT NULL,
  "Reg ""C x" text NOT NULL,
  n integer
) PARTITION BY LIST ("Reg ""C x");

-- statement 1.3 + table app.eu
CREATE TABLE app.eu (
  id integer NOT NULL,
  "Reg ""C x" text NOT NULL,
  n integer
) PARTITION BY HASH (id);

-- statement 1.4 + table app."Eu ""0 x"
CREATE TABLE app."Eu ""0 x" (
  id integer NOT NULL,
  "Reg ""C x" text NOT NULL,
  n integer,
  CONSTRAINT "Eu ""0 x_pkey" PRIMARY KEY (id, "Reg ""C x")
);

-- statement 1.5 + table app.eu_1
CREATE TABLE app.eu_1 (
  id integer NOT NULL,
  "Reg ""C x" text NOT NULL,
  n integer,
  CONSTRAINT eu_1_pkey PRIMARY KEY (id, "Reg ""C x")
);

-- statement 1.6 + table app.other
CREATE TABLE app.other (
  id integer NOT NULL,
  "Reg ""C x" text NOT NULL,
  n integer,
  CONSTRAINT other_pkey PRIMARY KEY (id, "Reg ""C x")
);

-- statement 1.7 + index app."Eu ""0 x"."Eu ""0 x_n_idx"
CREATE INDEX "Eu ""0 x_n_idx" ON app."Eu ""0 x" USING btree (n);

-- statement 1.8 + index app.eu_1.eu_1_n_idx
CREATE INDEX eu_1_n_idx ON app.eu_1 USING btree (n);

-- statement 1.9 + index app.other.other_n_idx
CREATE INDEX other_n_idx ON app.other USING btree (n);

-- statement 1.10 + partition app."Eu ""0 x".partition_of
ALTER TABLE app.eu ATTACH PARTITION app."Eu ""0 x" FOR VALUES WITH (modulus 2, remainder 0);

-- statement 1.11 + partition app.eu_1.partition_of
ALTER TABLE app.eu ATTACH PARTITION app.eu_1 FOR VALUES WITH (modulus 2, remainder 1);

-- statement 1.12 + primary_key app.eu.eu_pkey
ALTER TABLE app.eu ADD CONSTRAINT eu_pkey PRIMARY KEY (id, "Reg ""C x");

-- statement 1.13 + index app.eu.eu_n_idx
CREATE INDEX eu_n_idx ON app.eu USING btree (n);

-- statement 1.14 + partition app.eu.partition_of
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.eu FOR VALUES IN ('eu');

-- statement 1.15 + partition app.other.partition_of
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.other DEFAULT;

-- statement 1.16 + primary_key app."Eve ""T x"."Eve ""T x_pkey"
ALTER TABLE app."Eve ""T x" ADD CONSTRAINT "Eve ""T x_pkey" PRIMARY KEY (id, "Reg ""C x");

-- statement 1.17 + index app."Eve ""T x".by_n
CREATE INDEX by_n ON app."Eve ""T x" USING btree (n);
COMMIT;

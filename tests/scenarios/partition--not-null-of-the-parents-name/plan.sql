-- step 1: transaction
BEGIN;
-- statement 1.1 + table app."Odd ""P x"
CREATE TABLE app."Odd ""P x" (
  id integer CONSTRAINT "Odd ""P x_id_not_null" NOT NULL
) PARTITION BY LIST (id);

-- statement 1.2 + table app.a_part
CREATE TABLE app.a_part (
  id integer CONSTRAINT "Odd ""P x_id_not_null" NOT NULL
);

-- statement 1.3 + partition app.a_part.partition_of
ALTER TABLE app."Odd ""P x" ATTACH PARTITION app.a_part FOR VALUES IN (1);
COMMIT;

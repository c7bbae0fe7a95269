-- step 1: transaction
BEGIN;
-- statement 1.1 + table app."Odd ""P x"
CREATE TABLE app."Odd ""P x" (
  a int4range,
  b int4range
) PARTITION BY LIST (a);

-- statement 1.2 + table app.part
CREATE TABLE app.part (
  a int4range,
  b int4range,
  CONSTRAINT own EXCLUDE USING gist (a WITH =, b WITH &&)
);

-- statement 1.3 + partition app.part.partition_of
ALTER TABLE app."Odd ""P x" ATTACH PARTITION app.part FOR VALUES IN ('[0,1)');

-- statement 1.4 + exclusion app."Odd ""P x".whole
ALTER TABLE ONLY app."Odd ""P x" ADD CONSTRAINT whole EXCLUDE USING gist (a WITH =, b WITH &&);
COMMIT;

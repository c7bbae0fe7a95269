-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.two
CREATE TABLE app.two (
  room int4range,
  during tstzrange
);

-- statement 1.2 + exclusion app.one.one_ex  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC206]
ALTER TABLE app.one ADD CONSTRAINT one_ex EXCLUDE USING gist (room WITH =, during WITH &&);

-- statement 1.3 + partition app.two.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Room ""R x" ATTACH PARTITION app.two FOR VALUES WITH (modulus 2, remainder 1);

-- statement 1.4 + exclusion app."Room ""R x"."ex ""x X"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC206]
ALTER TABLE app."Room ""R x" ADD CONSTRAINT "ex ""x X" EXCLUDE USING gist (room WITH =, during WITH &&);
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.added
CREATE TABLE app.added (
  room int4range NOT NULL,
  during tstzrange NOT NULL,
  guest int4range
);

-- statement 1.2 + table app.meal
CREATE TABLE app.meal (
  room int4range,
  during tstzrange
);

-- statement 1.3 + unique app."Room ""R x"."of ""U x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Room ""R x" ADD CONSTRAINT "of ""U x" UNIQUE (guest, room, during WITHOUT OVERLAPS);

-- statement 1.4 + unique app.one.its_own  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.one ADD CONSTRAINT its_own UNIQUE (room, during WITHOUT OVERLAPS);

-- statement 1.5 + primary_key app."Room ""R x"."Room ""R x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Room ""R x" ADD CONSTRAINT "Room ""R x_pkey" PRIMARY KEY (room, during WITHOUT OVERLAPS);

-- statement 1.6 + partition app.added.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Two ""T x" ATTACH PARTITION app.added FOR VALUES WITH (modulus 2, remainder 0);

-- statement 1.7 + foreign_key app.meal.of_a_part  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.meal ADD CONSTRAINT of_a_part FOREIGN KEY (room, PERIOD during) REFERENCES app.below(room, PERIOD during);

-- statement 1.8 + foreign_key app.meal.of_a_room  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.meal ADD CONSTRAINT of_a_room FOREIGN KEY (room, PERIOD during) REFERENCES app."Room ""R x"(room, PERIOD during);
COMMIT;

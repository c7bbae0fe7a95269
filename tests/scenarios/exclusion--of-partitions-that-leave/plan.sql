-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app."Loses ""L x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Room ""R x" DETACH PARTITION app."Loses ""L x";

-- statement 1.2 - partition app."Loses ""L x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Loses ""L x" DROP CONSTRAINT "Loses ""L x_room_during_excl";

-- statement 1.3 - partition app."Loses ""L x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Loses ""L x" DROP CONSTRAINT "Loses ""L x_room_during_excl1";

-- statement 1.4 - partition app.below.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.above DETACH PARTITION app.below;

-- statement 1.5 - partition app.below.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.below DROP CONSTRAINT IF EXISTS below_room_during_excl;

-- statement 1.6 - partition app.keeps.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Room ""R x" DETACH PARTITION app.keeps;

-- statement 1.7 ~ partition app.keeps.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.keeps RENAME CONSTRAINT keeps_room_during_excl TO keeps_room_during_excl_left;

-- statement 1.8 ~ partition app.keeps.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.keeps RENAME CONSTRAINT keeps_room_during_excl1 TO "its ""I x";

-- statement 1.9 ~ partition app.keeps.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.keeps RENAME CONSTRAINT keeps_room_during_excl_left TO keeps_room_during_excl1;

-- statement 1.10 - partition app.moves.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Room ""R x" DETACH PARTITION app.moves;

-- statement 1.11 - partition app.moves.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.moves DROP CONSTRAINT moves_room_during_excl;

-- statement 1.12 - partition app.moves.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.moves DROP CONSTRAINT moves_room_during_excl1;

-- statement 1.13 - exclusion app.above.goes  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.above DROP CONSTRAINT goes;

-- statement 1.14 ~ column app."Loses ""L x".during  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Loses ""L x" RENAME CONSTRAINT "Room ""R x_during_not_null" TO "Loses ""L x_during_not_null";

-- statement 1.15 ~ column app.below.during  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.below RENAME CONSTRAINT above_during_not_null TO below_during_not_null;

-- statement 1.16 ~ column app.keeps.during  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.keeps RENAME CONSTRAINT "Room ""R x_during_not_null" TO keeps_during_not_null;

-- statement 1.17 + exclusion app.below.goes  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC206]
ALTER TABLE app.below ADD CONSTRAINT goes EXCLUDE USING gist (room WITH =, during WITH &&);

-- statement 1.18 + partition app.moves.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Room ""R x" ATTACH PARTITION app.moves FOR VALUES IN ('[2,3)', '[3,4)');
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app."Odd ""T x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.p1 DETACH PARTITION app."Odd ""T x";

-- statement 1.2 - partition app.in_use.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.p1 DETACH PARTITION app.in_use;

-- statement 1.3 - inheritance app.moved."app.parent"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.moved NO INHERIT app.parent;

-- statement 1.4 ~ column app."Odd ""T x".k  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT p1_k_not_null TO p2_k_not_null;

-- statement 1.5 ~ column app."Odd ""T x".v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT "P1 v" TO "P2 v";

-- statement 1.6 ~ column app."Odd ""T x".w  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT w1 TO w2;

-- statement 1.7 ~ column app.heir.w  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.heir RENAME CONSTRAINT "W ""1 X" TO w2;

-- statement 1.8 ~ column app.in_use.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.in_use RENAME CONSTRAINT p1_k_not_null TO p2_k_not_null;

-- statement 1.9 ~ column app.moved.w  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.moved RENAME CONSTRAINT w1 TO w2;

-- statement 1.10 + inheritance app.moved."app.other"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.moved INHERIT app.other;

-- statement 1.11 + partition app."Odd ""T x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.p2 ATTACH PARTITION app."Odd ""T x" FOR VALUES IN (1);

-- statement 1.12 + partition app.in_use.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.p2 ATTACH PARTITION app.in_use FOR VALUES IN (2, 3);
COMMIT;

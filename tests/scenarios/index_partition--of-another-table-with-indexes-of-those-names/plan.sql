-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app."Odd ""T x".ours  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT ours;

-- statement 1.2 - partition app.a_part.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app.a_part;

-- statement 1.3 - table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app."Odd ""T x";

-- statement 1.4 + table app."Another ""T x"
CREATE TABLE app."Another ""T x" (
  a integer NOT NULL,
  b integer NOT NULL
) PARTITION BY RANGE (a);

-- statement 1.5 + partition app.a_part.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Another ""T x" ATTACH PARTITION app.a_part DEFAULT;

-- statement 1.6 + primary_key app."Another ""T x"."Odd ""K x"
ALTER TABLE ONLY app."Another ""T x" ADD CONSTRAINT "Odd ""K x" PRIMARY KEY (a, b);

-- statement 1.7 + index app."Another ""T x".twice
CREATE UNIQUE INDEX twice ON ONLY app."Another ""T x" USING btree (a, b);

-- statement 1.8 + index_partition app.a_part.a_part_a_b_idx.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER INDEX app.twice ATTACH PARTITION app.a_part_a_b_idx;

-- statement 1.9 + index_partition app.a_part.a_part_pkey.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER INDEX app."Odd ""K x" ATTACH PARTITION app.a_part_pkey;

-- statement 1.10 + foreign_key app."Another ""T x".ours  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app."Another ""T x" ADD CONSTRAINT ours FOREIGN KEY (a, b) REFERENCES app."Another ""T x"(a, b);
COMMIT;

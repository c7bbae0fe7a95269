-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.numbers  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.numbers;

-- statement 1.2 - partition app.part.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Par ""T x" DETACH PARTITION app.part;

-- statement 1.3 - column app.part.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.part DROP COLUMN id;

-- statement 1.4 - table app."Par ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app."Par ""T x";

-- statement 1.5 + table app."Par ""T x"
CREATE TABLE app."Par ""T x" (
  "Num ""B er" integer CONSTRAINT "Par ""T x_Num ""B er_not_null" NOT NULL,
  other text
) PARTITION BY HASH ("Num ""B er");

-- statement 1.6 + column app.part."Num ""B er"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC302]
ALTER TABLE app.part ADD COLUMN "Num ""B er" integer CONSTRAINT "Par ""T x_Num ""B er_not_null" NOT NULL;

-- statement 1.7 + partition app.part.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Par ""T x" ATTACH PARTITION app.part FOR VALUES WITH (modulus 1, remainder 0);

-- statement 1.8 + view app.numbers
CREATE VIEW app.numbers AS
SELECT "Num ""B er" AS number
   FROM app."Par ""T x";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - row app."Pa ""R t"."1, 2024-01-01" and 2 more  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM app."Pa ""R t" WHERE (k, day) IN ((1, '2024-01-01'), (2, '2024-01-02'), (5, '2024-01-01'));

-- statement 1.2 - partition app."Re ""S t".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Pa ""R t" DETACH PARTITION app."Re ""S t";

-- statement 1.3 - partition app.new_year.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Pa ""R t" DETACH PARTITION app.new_year;

-- statement 1.4 - row app.swapped."1, x" and 3 more  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM app.swapped WHERE (k, s) IN ((1, 'x'), (2, 'y'), (5, 'x'), (6, 'z'));

-- statement 1.5 - table app."Pa ""R t"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app."Pa ""R t";

-- statement 1.6 + table app."Pa ""R t"
CREATE TABLE app."Pa ""R t" (
  k integer CONSTRAINT "Pa ""R t_k_not_null" NOT NULL,
  day timestamp without time zone CONSTRAINT "Pa ""R t_day_not_null" NOT NULL,
  n text
) PARTITION BY LIST (day);

-- statement 1.7 ~ column app."Re ""S t".day  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Re ""S t" ALTER COLUMN day SET DATA TYPE timestamp without time zone;

-- statement 1.8 ~ column app.new_year.day  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.new_year ALTER COLUMN day SET DATA TYPE timestamp without time zone;

-- statement 1.9 + row app.swapped."1, y" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.swapped (k, s, n) VALUES
  (1, 'y', 'a'),
  (2, 'x', 'b')
ON CONFLICT (k, s) DO UPDATE SET n = excluded.n;

-- statement 1.10 + partition app."Re ""S t".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Pa ""R t" ATTACH PARTITION app."Re ""S t" DEFAULT;

-- statement 1.11 + partition app.new_year.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Pa ""R t" ATTACH PARTITION app.new_year FOR VALUES IN ('2024-01-01 00:00:00');

-- statement 1.12 + primary_key app."Pa ""R t"."Pa ""R t_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Pa ""R t" ADD CONSTRAINT "Pa ""R t_pkey" PRIMARY KEY (k, day);

-- statement 1.13 + row app."Pa ""R t"."1, ""2024-01-01 00:00:00""" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Pa ""R t" (k, day, n) VALUES
  (1, '2024-01-01 00:00:00', 'a'),
  (2, '2024-01-02 00:00:00', 'c')
ON CONFLICT (k, day) DO UPDATE SET n = excluded.n;

-- statement 1.14 - partition app.swapped_rest.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.swapped DETACH PARTITION app.swapped_rest;

-- statement 1.15 - partition app.swapped_x.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.swapped DETACH PARTITION app.swapped_x;

-- statement 1.16 - table app.swapped  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app.swapped;

-- statement 1.17 ~ enum app.kind
ALTER TYPE app.kind RENAME TO kind_old;

-- statement 1.18 ~ enum app.kind
CREATE TYPE app.kind AS ENUM ('y', 'x');

-- statement 1.19 ~ enum app.kind  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.swapped_rest ALTER COLUMN s SET DATA TYPE app.kind USING s::text::app.kind;

-- statement 1.20 ~ enum app.kind  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.swapped_x ALTER COLUMN s SET DATA TYPE app.kind USING s::text::app.kind;

-- statement 1.21 ~ enum app.kind  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.kind_old;

-- statement 1.22 + table app.swapped
CREATE TABLE app.swapped (
  k integer CONSTRAINT swapped_k_not_null NOT NULL,
  s app.kind CONSTRAINT swapped_s_not_null NOT NULL,
  n text
) PARTITION BY LIST (s);

-- statement 1.23 + partition app.swapped_rest.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.swapped ATTACH PARTITION app.swapped_rest DEFAULT;

-- statement 1.24 + partition app.swapped_x.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.swapped ATTACH PARTITION app.swapped_x FOR VALUES IN ('x');

-- statement 1.25 + primary_key app.swapped.swapped_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.swapped ADD CONSTRAINT swapped_pkey PRIMARY KEY (k, s);

-- statement 1.26 + row app.swapped."1, y" and 2 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.swapped (k, s, n) VALUES
  (1, 'y', 'a'),
  (2, 'x', 'b'),
  (3, 'y', 'c')
ON CONFLICT (k, s) DO UPDATE SET n = excluded.n;
COMMIT;

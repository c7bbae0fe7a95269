-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.grouped  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.grouped;

-- statement 1.2 - foreign_key app.lines.same  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.lines DROP CONSTRAINT same;

-- statement 1.3 - foreign_key app.lines.up  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.lines DROP CONSTRAINT up;

-- statement 1.4 - unique app."Odd ""T x"."by ""Id x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "by ""Id x";

-- statement 1.5 - primary_key app.lines.lines_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.lines DROP CONSTRAINT lines_pkey;

-- statement 1.6 ~ enum app.mood
ALTER TYPE app.mood RENAME TO mood_old;

-- statement 1.7 ~ enum app.mood
CREATE TYPE app.mood AS ENUM ('new', 'sad', 'happy');

-- statement 1.8 ~ enum app.mood  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN m SET DATA TYPE app.mood USING m::text::app.mood;

-- statement 1.9 ~ enum app.mood  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.mood_old;

-- statement 1.10 ~ column app."Odd ""T x".n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN n SET DATA TYPE bigint;

-- statement 1.11 ~ column app.lines.n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.lines ALTER COLUMN n SET DATA TYPE bigint;

-- statement 1.12 + primary_key app.lines.lines_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.lines ADD CONSTRAINT lines_pkey PRIMARY KEY (id) INCLUDE (n);

-- statement 1.13 + unique app."Odd ""T x"."by ""Id x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "by ""Id x" UNIQUE (id) INCLUDE (m, n);

-- statement 1.14 + foreign_key app.lines.same  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.lines ADD CONSTRAINT same FOREIGN KEY (other) REFERENCES app.lines(id);

-- statement 1.15 + foreign_key app.lines.up  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.lines ADD CONSTRAINT up FOREIGN KEY (other) REFERENCES app."Odd ""T x"(id) ON DELETE CASCADE;

-- statement 1.16 + view app.grouped
CREATE VIEW app.grouped AS
SELECT id,
    other
   FROM app.lines l
  GROUP BY id;
COMMIT;

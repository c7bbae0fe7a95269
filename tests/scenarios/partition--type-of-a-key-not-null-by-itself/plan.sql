-- step 1: transaction
BEGIN;
-- statement 1.1 - primary_key app.above.above_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.above DROP CONSTRAINT above_pkey;

-- statement 1.2 ~ enum app.mood
ALTER TYPE app.mood RENAME TO mood_old;

-- statement 1.3 ~ enum app.mood
CREATE TYPE app.mood AS ENUM ('new', 'sad', 'happy');

-- statement 1.4 ~ enum app.mood  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN m SET DATA TYPE app.mood USING m::text::app.mood;

-- statement 1.5 ~ enum app.mood  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.mood_old;

-- statement 1.6 ~ column app."Odd ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.7 ~ column app.above.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.above ALTER COLUMN id DROP NOT NULL;

-- statement 1.8 ~ column app.above.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.above ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.9 ~ column app.above.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.above ALTER COLUMN id SET NOT NULL;

-- statement 1.10 + primary_key app.above.above_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.above ADD CONSTRAINT above_pkey PRIMARY KEY (id);
COMMIT;

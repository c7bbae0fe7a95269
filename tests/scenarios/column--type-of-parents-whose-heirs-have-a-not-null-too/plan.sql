-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app.state
ALTER TYPE app.state RENAME TO state_old;

-- statement 1.2 ~ enum app.state
CREATE TYPE app.state AS ENUM ('closed');

-- statement 1.3 ~ column app."Par ""T x".state  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Par ""T x" ALTER COLUMN state DROP NOT NULL;

-- statement 1.4 ~ enum app.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app."Par ""T x" ALTER COLUMN state SET DATA TYPE app.state USING state::text::app.state;

-- statement 1.5 ~ column app."Par ""T x".state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Par ""T x" ALTER COLUMN state SET NOT NULL;

-- statement 1.6 ~ enum app.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.state_old;

-- statement 1.7 ~ column app."Par ""T x".number  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Par ""T x" ALTER COLUMN number DROP NOT NULL;

-- statement 1.8 ~ column app."Par ""T x".number  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Par ""T x" ALTER COLUMN number SET DATA TYPE character varying(40);

-- statement 1.9 ~ column app."Par ""T x".number  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Par ""T x" ALTER COLUMN number SET NOT NULL;
COMMIT;

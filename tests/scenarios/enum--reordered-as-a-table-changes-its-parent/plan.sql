-- step 1: transaction
BEGIN;
-- statement 1.1 - inheritance app.leaf."app.middle"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.leaf NO INHERIT app.middle;

-- statement 1.2 - column app.leaf.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.leaf DROP COLUMN state;

-- statement 1.3 ~ enum app."St ""A te"
ALTER TYPE app.visit RENAME TO visit_old;

-- statement 1.4 ~ enum app."St ""A te"
ALTER TYPE app."St ""A te" RENAME TO "St ""A te_old";

-- statement 1.5 ~ enum app."St ""A te"
CREATE TYPE app."St ""A te" AS ENUM ('closed', 'open');

-- statement 1.6 ~ enum app."St ""A te"
CREATE TYPE app.visit AS (
  began_as app."St ""A te",
  ended_as app."St ""A te"
);

-- statement 1.7 ~ enum app."St ""A te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.base ALTER COLUMN visit SET DATA TYPE app.visit USING visit::text::app.visit;

-- statement 1.8 ~ enum app."St ""A te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.leaf ALTER COLUMN visit SET DATA TYPE app.visit USING visit::text::app.visit;

-- statement 1.9 ~ enum app."St ""A te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.middle ALTER COLUMN state SET DATA TYPE app."St ""A te" USING state::text::app."St ""A te";

-- statement 1.10 ~ enum app."St ""A te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.visit_old;

-- statement 1.11 ~ enum app."St ""A te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."St ""A te_old";

-- statement 1.12 + inheritance app.leaf."app.base"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.leaf INHERIT app.base;
COMMIT;

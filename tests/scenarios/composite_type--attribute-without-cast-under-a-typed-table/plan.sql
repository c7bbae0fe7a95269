-- step 1: transaction
BEGIN;
-- statement 1.1 - table app.of_it  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.of_it;

-- statement 1.2 - composite_type app."Typ ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app."Typ ""T x";

-- statement 1.3 + composite_type app."Typ ""T x"
CREATE TYPE app."Typ ""T x" AS (
  id integer,
  bits bigint[]
);

-- statement 1.4 + table app.of_it
CREATE TABLE app.of_it OF app."Typ ""T x";
COMMIT;

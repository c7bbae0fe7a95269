-- step 1: transaction
BEGIN;
-- statement 1.1 - view app."Odd ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."Odd ""V x";

-- statement 1.2 - primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "Odd ""T x_pkey";

-- statement 1.3 - column app."Odd ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN id;

-- statement 1.4 + column app."Odd ""T x".other_id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC302]
ALTER TABLE app."Odd ""T x" ADD COLUMN other_id integer CONSTRAINT "Odd ""T x_id_not_null" NOT NULL;

-- statement 1.5 + primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_pkey" PRIMARY KEY (other_id);

-- statement 1.6 + view app."Odd ""V x"
CREATE VIEW app."Odd ""V x" AS
SELECT other_id AS id,
    b
   FROM app."Odd ""T x";
COMMIT;

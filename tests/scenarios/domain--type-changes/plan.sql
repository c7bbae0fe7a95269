-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - check app."Odd ""T x".cheap  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT cheap;

-- statement 1.3 ~ domain app."Mon ""D x"
ALTER DOMAIN app."Mon ""D x" RENAME TO "Mon ""D x_old";

-- statement 1.4 ~ domain app."Mon ""D x"
CREATE DOMAIN app."Mon ""D x" AS numeric(12,4)
  DEFAULT 0
  CONSTRAINT positive CHECK ((VALUE >= (0)::numeric));

-- statement 1.5 ~ domain app."Mon ""D x"
COMMENT ON DOMAIN app."Mon ""D x" IS 'kept';

-- statement 1.6 ~ domain app."Mon ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN price SET DATA TYPE app."Mon ""D x" USING price::numeric(8,2), ALTER COLUMN list SET DATA TYPE app."Mon ""D x"[] USING list::text[]::app."Mon ""D x"[];

-- statement 1.7 ~ domain app."Mon ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app."Mon ""D x_old";

-- statement 1.8 + check app."Odd ""T x".cheap  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT cheap CHECK (((price)::numeric < (100)::numeric));

-- statement 1.9 + view app.over
CREATE VIEW app.over AS
SELECT price
   FROM app."Odd ""T x";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - exclusion app."Odd ""T x".changed  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT changed;

-- statement 1.2 - exclusion app."Odd ""T x".dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT dropped;

-- statement 1.3 + exclusion app."Odd ""T x"."Add ""X x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC206]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Add ""X x" EXCLUDE USING gist (other WITH -|-) DEFERRABLE;

-- statement 1.4 + exclusion app."Odd ""T x".changed  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC206]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT changed EXCLUDE USING gist ("Roo ""C x" WITH =, during WITH &&) WHERE (("Roo ""C x" IS NOT NULL));
COMMIT;

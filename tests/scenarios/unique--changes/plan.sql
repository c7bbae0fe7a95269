-- step 1: transaction
BEGIN;
-- statement 1.1 - unique app."Odd ""T x".deferred  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT deferred;

-- statement 1.2 - unique app."Odd ""T x".dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT dropped;

-- statement 1.3 - unique app."Odd ""T x".nulls  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT nulls;

-- statement 1.4 ~ unique app."Odd ""T x".filled  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.filled SET (fillfactor=90);

-- statement 1.5 + unique app."Odd ""T x"."Add ""U x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Add ""U x" UNIQUE ("Col ""C x") INCLUDE (c);

-- statement 1.6 + unique app."Odd ""T x".deferred  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT deferred UNIQUE (b) DEFERRABLE INITIALLY DEFERRED;

-- statement 1.7 + unique app."Odd ""T x".nulls  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT nulls UNIQUE NULLS NOT DISTINCT (a);
COMMIT;

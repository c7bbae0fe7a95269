-- step 1: transaction
BEGIN;
-- statement 1.1 ~ index app."Odd ""T x"."Ind ""I x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app.plain RENAME TO "Ind ""I x";

-- statement 1.2 ~ unique app."Odd ""T x"."Uni ""U x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT uni TO "Uni ""U x";

-- statement 1.3 ~ check app."Odd ""T x"."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT che TO "Che ""K x";

-- statement 1.4 ~ foreign_key app."Odd ""T x"."Ref ""F x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT ref TO "Ref ""F x";

-- statement 1.5 ~ policy app."Odd ""T x"."Pol ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER POLICY pol ON app."Odd ""T x" RENAME TO "Pol ""P x";

-- statement 1.6 ~ trigger app."Odd ""T x"."Tri ""G x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TRIGGER tri ON app."Odd ""T x" RENAME TO "Tri ""G x";
COMMIT;

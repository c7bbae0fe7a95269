-- step 1: transaction
BEGIN;
-- statement 1.1 - index app."Odd ""T x"."Ind ""I x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app."Ind ""I x";

-- statement 1.2 + index app.other."Ind ""I x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "Ind ""I x" ON app.other USING btree (a);
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 + index app."Eve ""T x"."Ind ""I x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "Ind ""I x" ON app."Eve ""T x" USING btree (n);

-- statement 1.2 + trigger app."Eve ""T x"."Tou ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "Tou ""G x" BEFORE UPDATE ON app."Eve ""T x" FOR EACH ROW EXECUTE FUNCTION app.touch();
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 + index app."Odd ""T x"."In ""D x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "In ""D x" ON app."Odd ""T x" USING btree (id);

-- statement 1.2 + extension_dependence index.app."Odd ""T x"."In ""D x".plpgsql  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER INDEX app."In ""D x" DEPENDS ON EXTENSION plpgsql;
COMMIT;

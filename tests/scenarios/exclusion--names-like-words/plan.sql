-- step 1: transaction
BEGIN;
-- statement 1.1 + exclusion app."Odd ""T x".one  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC206]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT one EXCLUDE USING gist ("a WHERE (b" WITH &&) WHERE ((c > 0));

-- statement 1.2 + exclusion app."Odd ""T x".two  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC206]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT two EXCLUDE USING gist ("a WHERE (b" WITH &&, int4range(c, c, '[]'::text) WITH =);

-- statement 1.3 + index app."Odd ""T x"."a USING btree (b"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "a USING btree (b" ON app."Odd ""T x" USING btree (abs(c)) WHERE (c > 1);
COMMIT;

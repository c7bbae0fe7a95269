-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".a and 4 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN a SET DATA TYPE app.other USING a::text::app.other, ALTER COLUMN b SET DATA TYPE smallint, ALTER COLUMN c SET DATA TYPE text, ALTER COLUMN d SET DATA TYPE app."Odd ""D x" USING d::text::app."Odd ""D x", ALTER COLUMN e SET DATA TYPE app.other[] USING e::text::app.other[];
COMMIT;

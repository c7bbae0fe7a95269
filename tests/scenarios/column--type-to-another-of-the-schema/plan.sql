-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN a SET DATA TYPE app.other USING a::text::app.other;

-- statement 1.2 ~ column app."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN b SET DATA TYPE smallint USING b::smallint;

-- statement 1.3 ~ column app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN c SET DATA TYPE text;

-- statement 1.4 ~ column app."Odd ""T x".d  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN d SET DATA TYPE app."Odd ""D x" USING d::text::app."Odd ""D x";

-- statement 1.5 ~ column app."Odd ""T x".e  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN e SET DATA TYPE app.other[] USING e::text::app.other[];
COMMIT;

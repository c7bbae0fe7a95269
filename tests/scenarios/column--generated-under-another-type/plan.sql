-- step 1: transaction
BEGIN;
-- statement 1.1 - index app."Odd ""T x".i  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.i;

-- statement 1.2 - column app."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN b;

-- statement 1.3 - column app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN c;

-- statement 1.4 ~ column app."Odd ""T x".a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN a SET DATA TYPE bigint;

-- statement 1.5 ~ column app.part.g  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.part ALTER COLUMN g SET DATA TYPE bigint;

-- statement 1.6 ~ column app.part.g  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app.part ALTER COLUMN g SET EXPRESSION AS ((a + 2));

-- statement 1.7 + column app."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN b bigint GENERATED ALWAYS AS ((a + 1)) STORED;

-- statement 1.8 + column app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN c character varying(10) GENERATED ALWAYS AS ((a)::text) STORED;

-- statement 1.9 + index app."Odd ""T x".i  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX i ON app."Odd ""T x" USING btree (b, c);
COMMIT;

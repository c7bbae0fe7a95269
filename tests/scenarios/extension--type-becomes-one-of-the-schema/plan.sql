-- step 1: transaction
BEGIN;
-- statement 1.1 - index app."Ite ""T x".by_place  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.by_place;

-- statement 1.2 - default app."Ite ""T x"."Col ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" DROP DEFAULT;

-- statement 1.3 ~ column app."Ite ""T x"."Col ""C x" and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET DATA TYPE text, ALTER COLUMN a SET DATA TYPE text;

-- statement 1.4 - extension vector  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP EXTENSION vector;

-- statement 1.5 + domain app.vector
CREATE DOMAIN app.vector AS text COLLATE pg_catalog."C";

-- statement 1.6 ~ column app."Ite ""T x"."Col ""C x" and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET DATA TYPE app.vector, ALTER COLUMN a SET DATA TYPE app.vector[] USING a::app.vector[];

-- statement 1.7 + default app."Ite ""T x"."Col ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET DEFAULT 'none'::text;

-- statement 1.8 + index app."Ite ""T x".by_place  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_place ON app."Ite ""T x" USING btree ("Col ""C x");
COMMIT;

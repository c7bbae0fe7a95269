-- step 1: transaction
BEGIN;
-- statement 1.1 - sequence_comment column.app."Odd ""T x".third  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON SEQUENCE app."Odd ""T x_third_seq" IS NULL;

-- statement 1.2 - table app.gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.gone;

-- statement 1.3 ~ column app."Odd ""T x"."Col ""C x"
ALTER SEQUENCE app."Odd ""T x_Col ""C x_seq" RENAME TO named;

-- statement 1.4 ~ column app."Odd ""T x".fourth  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" ALTER COLUMN fourth DROP IDENTITY;

-- statement 1.5 + column app."Odd ""T x".fifth  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN fifth integer GENERATED ALWAYS AS IDENTITY NOT NULL;

-- statement 1.6 ~ sequence_comment column.app."Odd ""T x".id  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON SEQUENCE app."Odd ""T x_id_seq" IS 'changed';

-- statement 1.7 + sequence_comment column.app."Odd ""T x"."Col ""C x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON SEQUENCE app.named IS 'comes';

-- statement 1.8 + sequence_comment column.app."Odd ""T x".fifth  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON SEQUENCE app."Odd ""T x_fifth_seq" IS 'of a new column';
COMMIT;

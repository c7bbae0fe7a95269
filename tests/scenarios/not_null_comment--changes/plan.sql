-- step 1: transaction
BEGIN;
-- statement 1.1 - not_null_comment domain.app.plain
COMMENT ON CONSTRAINT given ON DOMAIN app.plain IS NULL;

-- statement 1.2 - not_null_comment column.app."Odd ""T x".third  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON CONSTRAINT "Odd ""T x_third_not_null" ON app."Odd ""T x" IS NULL;

-- statement 1.3 + domain app.other
CREATE DOMAIN app.other AS text NOT NULL;

-- statement 1.4 ~ column app."Odd ""T x".fourth  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN fourth DROP NOT NULL;

-- statement 1.5 ~ column app."Odd ""T x".fifth  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN fifth SET NOT NULL;

-- statement 1.6 ~ column app."Odd ""T x".sixth  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT "Odd ""T x_sixth_not_null" TO renamed;

-- statement 1.7 ~ not_null_comment domain.app."Dom ""D x"
COMMENT ON CONSTRAINT "Dom ""D x_not_null" ON DOMAIN app."Dom ""D x" IS 'changed';

-- statement 1.8 + not_null_comment domain.app.other
COMMENT ON CONSTRAINT other_not_null ON DOMAIN app.other IS 'of a new domain';

-- statement 1.9 ~ not_null_comment column.app."Odd ""T x".id  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON CONSTRAINT "Odd ""T x_id_not_null" ON app."Odd ""T x" IS 'changed';

-- statement 1.10 + not_null_comment column.app."Odd ""T x"."Col ""C x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON CONSTRAINT "Nam ""N x" ON app."Odd ""T x" IS 'comes';

-- statement 1.11 + not_null_comment column.app."Odd ""T x".fifth  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON CONSTRAINT "Odd ""T x_fifth_not_null" ON app."Odd ""T x" IS 'comes with NOT NULL';
COMMIT;

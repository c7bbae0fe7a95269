-- step 1: transaction
BEGIN;
-- statement 1.1 - comment column.app.child."Not ""C x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app.child."Not ""C x" IS NULL;

-- statement 1.2 ~ default app."Par ""T x"."Not ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Par ""T x" ALTER COLUMN "Not ""C x" SET DEFAULT 'q'::text;

-- statement 1.3 + comment column.app.child.id  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app.child.id IS 'added';

-- statement 1.4 ~ default app.child."Not ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child ALTER COLUMN "Not ""C x" SET DEFAULT 'own'::text;
COMMIT;

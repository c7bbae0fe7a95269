-- step 1: transaction
BEGIN;
-- statement 1.1 ~ default app."Eve ""T x"."Not ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE ONLY app."Eve ""T x" ALTER COLUMN "Not ""C x" SET DEFAULT 'q'::text;

-- statement 1.2 ~ default app.high."Not ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.high ALTER COLUMN "Not ""C x" SET DEFAULT 'q'::text;

-- statement 1.3 ~ default app.parent.note.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.parent ALTER COLUMN note SET DEFAULT 'q'::text;

-- statement 1.4 ~ default app.child.note.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child ALTER COLUMN note SET DEFAULT 'own'::text;
COMMIT;

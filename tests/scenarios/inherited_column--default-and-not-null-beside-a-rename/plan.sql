-- step 1: transaction
BEGIN;
-- statement 1.1 ~ sequence app.b  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.a RENAME TO b;

-- statement 1.2 ~ column app."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN b SET NOT NULL;

-- statement 1.3 + default app."Odd ""T x".b.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN b SET DEFAULT '00000000-0000-0000-0000-000000000002'::uuid;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - default app.b.id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.b ALTER COLUMN id DROP DEFAULT;

-- statement 1.2 + sequence app.other
CREATE SEQUENCE app.other;

-- statement 1.3 ~ default app.a.id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.a ALTER COLUMN id SET DEFAULT nextval('app.other'::regclass);

-- statement 1.4 - sequence app."Seq ""Q x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP SEQUENCE app."Seq ""Q x";
COMMIT;

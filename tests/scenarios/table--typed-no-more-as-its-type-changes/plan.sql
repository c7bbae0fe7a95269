-- step 1: transaction
BEGIN;
-- statement 1.1 - default app."Tab ""T x".n.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Tab ""T x" ALTER COLUMN n DROP DEFAULT;

-- statement 1.2 ~ composite_type app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TYPE app."Odd ""T x" ALTER ATTRIBUTE id SET DATA TYPE bigint CASCADE;

-- statement 1.3 ~ table app."Tab ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Tab ""T x" NOT OF;

-- statement 1.4 ~ table app."Tab ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Tab ""T x" ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.5 ~ table app."Tab ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Tab ""T x" ALTER COLUMN id SET NOT NULL;

-- statement 1.6 + default app."Tab ""T x".n.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Tab ""T x" ALTER COLUMN n SET DEFAULT 5;
COMMIT;

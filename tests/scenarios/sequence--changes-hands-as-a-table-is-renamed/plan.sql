-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.new  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Old ""T x" RENAME TO new;

-- statement 1.2 - sequence_owner app.mine.owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.mine OWNED BY NONE;

-- statement 1.3 - default app.other.id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.other ALTER COLUMN id DROP DEFAULT;

-- statement 1.4 - sequence app.theirs  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP SEQUENCE app.theirs;

-- statement 1.5 ~ column app.new.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.new RENAME CONSTRAINT "Old ""T x_id_not_null" TO new_id_not_null;

-- statement 1.6 ~ default app.new.id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.new ALTER COLUMN id SET DEFAULT nextval('app.numbers'::regclass);

-- statement 1.7 - sequence app.mine  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP SEQUENCE app.mine;

-- statement 1.8 + sequence_owner app.numbers.owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.numbers OWNED BY app.new.id;
COMMIT;

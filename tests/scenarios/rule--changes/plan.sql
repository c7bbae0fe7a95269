-- step 1: transaction
BEGIN;
-- statement 1.1 - rule app."Odd ""T x"."Rul ""R x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP RULE "Rul ""R x" ON app."Odd ""T x";

-- statement 1.2 - rule app."Odd ""T x".dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP RULE dropped ON app."Odd ""T x";

-- statement 1.3 - rule app."Odd ""T x".state  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP RULE state ON app."Odd ""T x";

-- statement 1.4 ~ column app."Odd ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.5 + rule app."Odd ""T x"."Rul ""R x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE RULE "Rul ""R x" AS ON INSERT TO app."Odd ""T x" WHERE (new.id < '-1'::integer) DO INSTEAD NOTHING;

-- statement 1.6 + rule app."Odd ""T x".added  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE RULE added AS ON DELETE TO app."Odd ""T x" DO  DELETE FROM app.log
  WHERE (log.id = old.id);

-- statement 1.7 + rule app."Odd ""T x".state  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE RULE state AS ON UPDATE TO app."Odd ""T x" WHERE (new.id < 0) DO INSTEAD NOTHING;

-- statement 1.8 ~ rule app."Odd ""T x".state  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DISABLE RULE state;
COMMIT;

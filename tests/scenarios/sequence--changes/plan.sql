-- step 1: transaction
BEGIN;
-- statement 1.1 - default app.items.id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN id DROP DEFAULT;

-- statement 1.2 - sequence app.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP SEQUENCE app.dropped;

-- statement 1.3 ~ sequence app."Inv ""Q x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Inv ""Q x" AS bigint INCREMENT BY 10 NO MINVALUE NO MAXVALUE START WITH 200;

-- statement 1.4 ~ sequence app.cycled  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.cycled INCREMENT BY 1 NO MAXVALUE CACHE 1 NO CYCLE;

-- statement 1.5 ~ sequence app.cycled  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.cycled SET UNLOGGED;

-- statement 1.6 + sequence app.added
CREATE SEQUENCE app.added INCREMENT BY -1;

-- statement 1.7 ~ column app.items.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.8 + default app.items.id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN id SET DEFAULT nextval('app."Inv ""Q x"'::regclass);
COMMIT;

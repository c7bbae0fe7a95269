-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - inheritance app.two."app.beside"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.two NO INHERIT app.beside;

-- statement 1.3 - check app."Top ""T x"."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Top ""T x" DROP CONSTRAINT "Che ""K x";

-- statement 1.4 - default app."Top ""T x"."Col ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Top ""T x" ALTER COLUMN "Col ""C x" DROP DEFAULT;

-- statement 1.5 - column app."Top ""T x".gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Top ""T x" DROP COLUMN gone;

-- statement 1.6 ~ column app."Top ""T x".id and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Top ""T x" ALTER COLUMN id SET DATA TYPE bigint, ALTER COLUMN "Col ""C x" SET DATA TYPE text;

-- statement 1.7 ~ column app.beside.r  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.beside ALTER COLUMN r SET DATA TYPE bigint;

-- statement 1.8 ~ column app.right.r  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."right" ALTER COLUMN r SET DATA TYPE bigint;

-- statement 1.9 + column app."Top ""T x".more  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Top ""T x" ADD COLUMN more text;

-- statement 1.10 + default app."Top ""T x"."Col ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Top ""T x" ALTER COLUMN "Col ""C x" SET DEFAULT 'y'::text;

-- statement 1.11 + check app."Top ""T x"."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Top ""T x" ADD CONSTRAINT "Che ""K x" CHECK ((id > 1));

-- statement 1.12 + inheritance app.two."app.beside"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.two INHERIT app.beside;

-- statement 1.13 + view app.over
CREATE VIEW app.over AS
SELECT id,
    "Col ""C x",
    l,
    r
   FROM app.bottom;
COMMIT;

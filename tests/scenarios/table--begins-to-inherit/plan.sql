-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - check app."Par ""T x"."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Par ""T x" DROP CONSTRAINT "Che ""K x";

-- statement 1.3 ~ column app."Par ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Par ""T x" ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.4 ~ column app.loner.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.loner ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.5 ~ column app.loner.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.loner ALTER COLUMN id SET NOT NULL;

-- statement 1.6 + default app.loner."Not ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.loner ALTER COLUMN "Not ""C x" SET DEFAULT 'p'::text;

-- statement 1.7 + inheritance app.loner."app.""Par """"T x"""  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.loner INHERIT app."Par ""T x";

-- statement 1.8 + column app."Par ""T x".new  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Par ""T x" ADD COLUMN new date DEFAULT '2020-01-01'::date;

-- statement 1.9 + column app."Par ""T x"."No ""W x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Par ""T x" ADD COLUMN "No ""W x" integer;

-- statement 1.10 + check app."Par ""T x"."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Par ""T x" ADD CONSTRAINT "Che ""K x" CHECK ((id > 0));

-- statement 1.11 + check app."Par ""T x"."New ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Par ""T x" ADD CONSTRAINT "New ""K x" CHECK (("No ""W x" > 0));

-- statement 1.12 + table app.further
CREATE TABLE app.further (
  more integer
) INHERITS (app.loner);

-- statement 1.13 + view app.over
CREATE VIEW app.over AS
SELECT id,
    "Not ""C x"
   FROM app.loner;
COMMIT;

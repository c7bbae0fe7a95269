-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - check app."Par ""T x"."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Par ""T x" DROP CONSTRAINT "Che ""K x";

-- statement 1.3 - default app."Par ""T x"."Not ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Par ""T x" ALTER COLUMN "Not ""C x" DROP DEFAULT;

-- statement 1.4 - column app."Par ""T x".gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Par ""T x" DROP COLUMN gone;

-- statement 1.5 ~ column app."Par ""T x".id and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Par ""T x" ALTER COLUMN id SET DATA TYPE bigint, ALTER COLUMN "Not ""C x" SET DATA TYPE text;

-- statement 1.6 + default app."Par ""T x"."Not ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Par ""T x" ALTER COLUMN "Not ""C x" SET DEFAULT 'p'::text;

-- statement 1.7 + check app."Par ""T x"."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Par ""T x" ADD CONSTRAINT "Che ""K x" CHECK ((id > 1));

-- statement 1.8 + view app.over
CREATE VIEW app.over AS
SELECT id,
    "Not ""C x"
   FROM app.grandchild;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - check app."Par ""T x"."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE ONLY app."Par ""T x" DROP CONSTRAINT "Che ""K x";

-- statement 1.2 - check app."Par ""T x".gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Par ""T x" DROP CONSTRAINT gone;

-- statement 1.3 - check app.middle."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE ONLY app.middle DROP CONSTRAINT "Che ""K x";

-- statement 1.4 - check app.other."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.other DROP CONSTRAINT "Che ""K x";

-- statement 1.5 ~ column app.last."Not ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.last ALTER COLUMN "Not ""C x" SET NOT NULL;

-- statement 1.6 ~ column app."Par ""T x"."Not ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Par ""T x" ALTER COLUMN "Not ""C x" DROP NOT NULL;

-- statement 1.7 - column app."Par ""T x"."Not ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE ONLY app."Par ""T x" DROP COLUMN "Not ""C x";

-- statement 1.8 - column app."Par ""T x".both  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Par ""T x" DROP COLUMN "both";

-- statement 1.9 - column app.middle."Not ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE ONLY app.middle DROP COLUMN "Not ""C x";

-- statement 1.10 - column app.other."Not ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.other DROP COLUMN "Not ""C x";

-- statement 1.11 ~ column app.last."Not ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.last RENAME CONSTRAINT "Par ""T x_Not ""C x_not_null" TO "last_Not ""C x_not_null";

-- statement 1.12 + default app.last."Not ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.last ALTER COLUMN "Not ""C x" SET DEFAULT 'p'::text;
COMMIT;

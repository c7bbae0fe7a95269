-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Ord ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.purchases RENAME TO "Ord ""T x";

-- statement 1.2 ~ column app."Ord ""T x"."Tot ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Ord ""T x" RENAME COLUMN amount TO "Tot ""C x";

-- statement 1.3 ~ primary_key app."Ord ""T x"."Ord ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ord ""T x" RENAME CONSTRAINT purchases_pkey TO "Ord ""T x_pkey";

-- statement 1.4 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.5 - index app."Ord ""T x".by_amount  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.by_amount;

-- statement 1.6 - column app."Ord ""T x".gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Ord ""T x" DROP COLUMN gone;

-- statement 1.7 ~ column app."Ord ""T x".id and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ord ""T x" ALTER COLUMN id SET DATA TYPE bigint, ALTER COLUMN "Tot ""C x" SET DATA TYPE numeric(10,2);

-- statement 1.8 ~ column app."Ord ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ord ""T x" RENAME CONSTRAINT purchases_id_not_null TO "Ord ""T x_id_not_null";

-- statement 1.9 + column app."Ord ""T x".new  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ord ""T x" ADD COLUMN new text NOT NULL DEFAULT 'n'::text;

-- statement 1.10 + index app."Ord ""T x".by_amount  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_amount ON app."Ord ""T x" USING btree ("Tot ""C x" DESC);

-- statement 1.11 + view app.over
CREATE VIEW app.over AS
SELECT id,
    "Tot ""C x",
    new
   FROM app."Ord ""T x";
COMMIT;

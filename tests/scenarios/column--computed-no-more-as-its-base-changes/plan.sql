-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.v;

-- statement 1.2 - column app."Odd ""T x".again  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN again;

-- statement 1.3 ~ column app."Odd ""T x".both  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "both" DROP EXPRESSION;

-- statement 1.4 ~ column app."Odd ""T x".upper  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN upper DROP EXPRESSION;

-- statement 1.5 ~ column app."Odd ""T x".w and 2 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN w SET DATA TYPE character varying(8), ALTER COLUMN upper SET DATA TYPE character varying(20), ALTER COLUMN "Base ""V x" SET DATA TYPE character varying(9);

-- statement 1.6 ~ column app."Odd ""T x".upper  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN upper SET NOT NULL;

-- statement 1.7 + column app."Odd ""T x".again  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN again text GENERATED ALWAYS AS (((w)::text || (w)::text)) STORED;

-- statement 1.8 + default app."Odd ""T x".upper.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN upper SET DEFAULT 'q'::character varying;

-- statement 1.9 + view app.v
CREATE VIEW app.v AS
SELECT upper
   FROM app."Odd ""T x";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - index app."Eve ""T x"."Ind ""I x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app."Ind ""I x";

-- statement 1.3 - check app."Eve ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Eve ""T x" DROP CONSTRAINT positive;

-- statement 1.4 - column app."Eve ""T x".gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Eve ""T x" DROP COLUMN gone;

-- statement 1.5 ~ column app."Eve ""T x".n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Eve ""T x" ALTER COLUMN n SET DATA TYPE numeric;

-- statement 1.6 + column app."Eve ""T x".more  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Eve ""T x" ADD COLUMN more text DEFAULT 'm'::text;

-- statement 1.7 + check app."Eve ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Eve ""T x" ADD CONSTRAINT positive CHECK ((n > (1)::numeric));

-- statement 1.8 + index app.low.low_n_idx  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX low_n_idx ON app.low USING btree (n DESC);

-- statement 1.9 + index app."Eve ""T x"."Ind ""I x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "Ind ""I x" ON app."Eve ""T x" USING btree (n DESC);

-- statement 1.10 + view app.over
CREATE VIEW app.over AS
SELECT id,
    n
   FROM app.low;
COMMIT;

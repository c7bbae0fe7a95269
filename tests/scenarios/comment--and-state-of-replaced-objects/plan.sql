-- step 1: transaction
BEGIN;
-- statement 1.1 - privilege table.app."Odd ""T x".rw  [SC406]
REVOKE SELECT ("Val ""C x", made) ON TABLE app."Odd ""T x" FROM rw;

-- statement 1.2 - trigger app."Odd ""T x".tri  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER tri ON app."Odd ""T x";

-- statement 1.3 - policy app."Odd ""T x".pol  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY pol ON app."Odd ""T x";

-- statement 1.4 - materialized_view app.mat  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.mat;

-- statement 1.5 - check app."Odd ""T x".che  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT che;

-- statement 1.6 - column app."Odd ""T x".made  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DROP COLUMN made;

-- statement 1.7 ~ column app."Odd ""T x"."Val ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Val ""C x" SET DATA TYPE bigint;

-- statement 1.8 + column app."Odd ""T x".made  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN made integer GENERATED ALWAYS AS (("Val ""C x" + 1)) STORED;

-- statement 1.9 ~ column app."Odd ""T x".made  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ALTER COLUMN made SET STATISTICS 200;

-- statement 1.10 + check app."Odd ""T x".che  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT che CHECK (("Val ""C x" > 0));

-- statement 1.11 + materialized_view app.mat
CREATE MATERIALIZED VIEW app.mat WITH (fillfactor=70) AS
SELECT "Val ""C x" AS val,
    made
   FROM app."Odd ""T x";

-- statement 1.12 ~ materialized_view app.mat  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER MATERIALIZED VIEW app.mat ALTER COLUMN val SET STATISTICS 50;

-- statement 1.13 ~ materialized_view app.mat  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app.mat.val IS 'kept';

-- statement 1.14 + index app.mat.mat_ind  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX mat_ind ON app.mat USING btree (val) WITH (fillfactor=60);

-- statement 1.15 + policy app."Odd ""T x".pol  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY pol ON app."Odd ""T x" USING (("Val ""C x" > 0));

-- statement 1.16 + trigger app."Odd ""T x".tri  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER tri BEFORE UPDATE OF "Val ""C x" ON app."Odd ""T x" FOR EACH ROW EXECUTE FUNCTION app.touch();

-- statement 1.17 ~ trigger app."Odd ""T x".tri  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app."Odd ""T x" DISABLE TRIGGER tri;

-- statement 1.18 + comment column.app."Odd ""T x".made  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Odd ""T x".made IS 'kept';

-- statement 1.19 + comment check.app."Odd ""T x".che
COMMENT ON CONSTRAINT che ON app."Odd ""T x" IS 'kept';

-- statement 1.20 + comment index.app.mat.mat_ind  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app.mat_ind IS 'kept';

-- statement 1.21 + comment materialized_view.app.mat  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON MATERIALIZED VIEW app.mat IS 'kept';

-- statement 1.22 + comment policy.app."Odd ""T x".pol
COMMENT ON POLICY pol ON app."Odd ""T x" IS 'kept';

-- statement 1.23 + comment trigger.app."Odd ""T x".tri
COMMENT ON TRIGGER tri ON app."Odd ""T x" IS 'kept';

-- statement 1.24 + privilege table.app."Odd ""T x".rw
GRANT SELECT ("Val ""C x", made) ON TABLE app."Odd ""T x" TO rw;

-- statement 1.25 + privilege materialized_view.app.mat.rw
GRANT SELECT ON TABLE app.mat TO rw;
COMMIT;

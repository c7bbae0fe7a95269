-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.v;

-- statement 1.2 - foreign_key app.sub.f  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.sub DROP CONSTRAINT f;

-- statement 1.3 - partition app.p1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app.p1;

-- statement 1.4 - partition app.p2.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app.p2;

-- statement 1.5 - table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app."Odd ""T x";

-- statement 1.6 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  k bigint CONSTRAINT "Odd ""T x_k_not_null" NOT NULL,
  id integer CONSTRAINT "Odd ""T x_id_not_null" NOT NULL,
  n text DEFAULT 'x'::text
) PARTITION BY RANGE (k);

-- statement 1.7 ~ table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ENABLE ROW LEVEL SECURITY;

-- statement 1.8 ~ column app.p1.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.p1 ALTER COLUMN k SET DATA TYPE bigint;

-- statement 1.9 ~ column app.p2.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.p2 ALTER COLUMN k SET DATA TYPE bigint;

-- statement 1.10 ~ column app.sub.k  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.sub ALTER COLUMN k SET DATA TYPE bigint;

-- statement 1.11 + partition app.p1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.p1 FOR VALUES FROM ('0') TO ('10');

-- statement 1.12 + partition app.p2.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.p2 DEFAULT;

-- statement 1.13 + primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_pkey" PRIMARY KEY (k, id);

-- statement 1.14 + index app."Odd ""T x".i  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX i ON app."Odd ""T x" USING btree (n);

-- statement 1.15 + foreign_key app.sub.f  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.sub ADD CONSTRAINT f FOREIGN KEY (k, id) REFERENCES app."Odd ""T x"(k, id);

-- statement 1.16 + view app.v
CREATE VIEW app.v AS
SELECT k
   FROM app."Odd ""T x";

-- statement 1.17 + policy app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY p ON app."Odd ""T x" USING ((k > 0));

-- statement 1.18 + trigger app."Odd ""T x".t  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER t BEFORE INSERT ON app."Odd ""T x" FOR EACH ROW EXECUTE FUNCTION app.t();

-- statement 1.19 ~ trigger app."Odd ""T x".t  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app."Odd ""T x" ENABLE ALWAYS TRIGGER t;

-- statement 1.20 + comment table.app."Odd ""T x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON TABLE app."Odd ""T x" IS 'parent';

-- statement 1.21 + comment primary_key.app."Odd ""T x"."Odd ""T x_pkey"
COMMENT ON CONSTRAINT "Odd ""T x_pkey" ON app."Odd ""T x" IS 'pk';

-- statement 1.22 + comment index.app."Odd ""T x".i  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app.i IS 'ic';
COMMIT;

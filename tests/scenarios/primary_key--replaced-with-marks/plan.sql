-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app.sub.fx  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.sub DROP CONSTRAINT fx;

-- statement 1.2 - foreign_key app.sub.fy  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.sub DROP CONSTRAINT fy;

-- statement 1.3 - index app."Odd ""T x".i  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.i;

-- statement 1.4 - unique app."Odd ""T x".u  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT u;

-- statement 1.5 - primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "Odd ""T x_pkey";

-- statement 1.6 + primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_pkey" PRIMARY KEY (id) INCLUDE (b);

-- statement 1.7 ~ primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" CLUSTER ON "Odd ""T x_pkey";

-- statement 1.8 + unique app."Odd ""T x".u  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT u UNIQUE (a) INCLUDE (b) WITH (fillfactor=70);

-- statement 1.9 ~ unique app."Odd ""T x".u  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" REPLICA IDENTITY USING INDEX u;

-- statement 1.10 + index app."Odd ""T x".i  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX i ON app."Odd ""T x" USING btree (b) INCLUDE (a);

-- statement 1.11 + foreign_key app.sub.fx  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.sub ADD CONSTRAINT fx FOREIGN KEY (x) REFERENCES app."Odd ""T x"(id) ON DELETE CASCADE;

-- statement 1.12 + foreign_key app.sub.fy  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.sub ADD CONSTRAINT fy FOREIGN KEY (y) REFERENCES app."Odd ""T x"(a) DEFERRABLE;

-- statement 1.13 + comment primary_key.app."Odd ""T x"."Odd ""T x_pkey"
COMMENT ON CONSTRAINT "Odd ""T x_pkey" ON app."Odd ""T x" IS 'pk';

-- statement 1.14 + comment unique.app."Odd ""T x".u
COMMENT ON CONSTRAINT u ON app."Odd ""T x" IS 'uc';

-- statement 1.15 + comment index.app."Odd ""T x".i  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app.i IS 'ic';

-- statement 1.16 + comment foreign_key.app.sub.fy
COMMENT ON CONSTRAINT fy ON app.sub IS 'fk';

-- statement 1.17 + index_comment primary_key.app."Odd ""T x"."Odd ""T x_pkey"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app."Odd ""T x_pkey" IS 'pki';
COMMIT;

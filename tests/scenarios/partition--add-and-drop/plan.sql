-- step 1: transaction
BEGIN;
-- statement 1.1 - table app.y2025  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.y2025;

-- statement 1.2 + table app."Y ""2027 x"
CREATE TABLE app."Y ""2027 x" (
  id integer NOT NULL,
  at date NOT NULL,
  "Not ""C x" text DEFAULT 'd'::text,
  CONSTRAINT "Y ""2027 x_pkey" PRIMARY KEY (id, at),
  CONSTRAINT "Y ""2027 x_at_Not ""C x_key" UNIQUE (at, "Not ""C x")
);

-- statement 1.3 + index app."Y ""2027 x"."Y ""2027 x_Not ""C x_idx"
CREATE INDEX "Y ""2027 x_Not ""C x_idx" ON app."Y ""2027 x" USING btree ("Not ""C x");

-- statement 1.4 + partition app."Y ""2027 x".partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app."Y ""2027 x" FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
COMMIT;

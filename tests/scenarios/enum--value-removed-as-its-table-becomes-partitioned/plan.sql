-- step 1: transaction
BEGIN;
-- statement 1.1 - default app.log.status.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.log ALTER COLUMN status DROP DEFAULT;

-- statement 1.2 - table app.orders  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.orders;

-- statement 1.3 ~ enum app."Odd ""T x"
ALTER TYPE app."Odd ""T x" RENAME TO "Odd ""T x_old";

-- statement 1.4 ~ enum app."Odd ""T x"
CREATE TYPE app."Odd ""T x" AS ENUM ('draft', 'paid');

-- statement 1.5 ~ enum app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.log ALTER COLUMN status SET DATA TYPE app."Odd ""T x" USING status::text::app."Odd ""T x";

-- statement 1.6 ~ enum app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Odd ""T x_old";

-- statement 1.7 + table app.orders
CREATE TABLE app.orders (
  id bigint CONSTRAINT orders_id_not_null NOT NULL,
  status app."Odd ""T x"
) PARTITION BY HASH (id);

-- statement 1.8 + table app.orders_0
CREATE TABLE app.orders_0 (
  id bigint CONSTRAINT orders_id_not_null NOT NULL,
  status app."Odd ""T x",
  CONSTRAINT orders_0_pkey PRIMARY KEY (id)
);

-- statement 1.9 + table app.orders_1
CREATE TABLE app.orders_1 (
  id bigint CONSTRAINT orders_id_not_null NOT NULL,
  status app."Odd ""T x",
  CONSTRAINT orders_1_pkey PRIMARY KEY (id)
);

-- statement 1.10 + default app.log.status.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.log ALTER COLUMN status SET DEFAULT 'draft'::app."Odd ""T x";

-- statement 1.11 + partition app.orders_0.partition_of
ALTER TABLE app.orders ATTACH PARTITION app.orders_0 FOR VALUES WITH (modulus 2, remainder 0);

-- statement 1.12 + partition app.orders_1.partition_of
ALTER TABLE app.orders ATTACH PARTITION app.orders_1 FOR VALUES WITH (modulus 2, remainder 1);

-- statement 1.13 + primary_key app.orders.orders_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
COMMIT;

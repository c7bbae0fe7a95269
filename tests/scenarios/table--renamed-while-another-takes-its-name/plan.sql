-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Old ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.items RENAME TO "Old ""T x";

-- statement 1.2 ~ primary_key app."Old ""T x"."Old ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Old ""T x" RENAME CONSTRAINT items_pkey TO "Old ""T x_pkey";

-- statement 1.3 + table app.items
CREATE TABLE app.items (
  code text NOT NULL,
  CONSTRAINT items_pkey PRIMARY KEY (code)
);

-- statement 1.4 ~ column app."Old ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Old ""T x" RENAME CONSTRAINT items_id_not_null TO "Old ""T x_id_not_null";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Ord ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.purchases RENAME TO "Ord ""T x";

-- statement 1.2 ~ primary_key app."Ord ""T x"."Ord ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ord ""T x" RENAME CONSTRAINT purchases_pkey TO "Ord ""T x_pkey";

-- statement 1.3 ~ unique app."Ord ""T x"."Ord ""T x_name_key"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ord ""T x" RENAME CONSTRAINT purchases_name_key TO "Ord ""T x_name_key";

-- statement 1.4 ~ foreign_key app."Ord ""T x"."Ord ""T x_parent_fkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ord ""T x" RENAME CONSTRAINT purchases_parent_fkey TO "Ord ""T x_parent_fkey";

-- statement 1.5 ~ column app."Ord ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ord ""T x" RENAME CONSTRAINT purchases_id_not_null TO "Ord ""T x_id_not_null";

-- statement 1.6 ~ column app."Ord ""T x".id
ALTER SEQUENCE app.purchases_id_seq RENAME TO "Ord ""T x_id_seq";

-- statement 1.7 ~ column app."Ord ""T x".name  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ord ""T x" RENAME CONSTRAINT purchases_name_not_null TO "Ord ""T x_name_not_null";
COMMIT;

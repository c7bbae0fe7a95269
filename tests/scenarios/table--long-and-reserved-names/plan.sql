-- step 1: transaction
BEGIN;
-- statement 1.1 + table user.a_table_with_a_name_that_is_as_long_as_postgresql_allows_it_to_
CREATE TABLE "user".a_table_with_a_name_that_is_as_long_as_postgresql_allows_it_to_ (
  a_column_with_a_name_that_is_as_long_as_postgresql_allows_it_to integer,
  other integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "user".a_table_with_a_name_that_is_as_long_as_postgresql_all_other_seq) CONSTRAINT a_table_with_a_name_that_is_as_long_as_postgresq_other_not_null NOT NULL,
  ref integer,
  CONSTRAINT a_table_with_a_name_that_is_as_long_as_postgresql_allows_i_pkey PRIMARY KEY (other),
  CONSTRAINT a_table_with_a_name_that_is_a_a_column_with_a_name_that_is__key UNIQUE (a_column_with_a_name_that_is_as_long_as_postgresql_allows_it_to),
  CONSTRAINT a_table_with_a_name_that_is__a_column_with_a_name_that_is_check CHECK ((a_column_with_a_name_that_is_as_long_as_postgresql_allows_it_to > 0))
);

-- statement 1.2 + column user.order.from  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE "user"."order" ADD COLUMN "from" integer;

-- statement 1.3 + column user.order."Ünï ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE "user"."order" ADD COLUMN "Ünï ""C x" text DEFAULT 'ö'::text;

-- statement 1.4 + check user.order.where  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE "user"."order" ADD CONSTRAINT "where" CHECK (("select" > 0));

-- statement 1.5 + foreign_key user.a_table_with_a_name_that_is_as_long_as_postgresql_allows_it_to_.a_table_with_a_name_that_is_as_long_as_postgresql_allo_ref_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE "user".a_table_with_a_name_that_is_as_long_as_postgresql_allows_it_to_ ADD CONSTRAINT a_table_with_a_name_that_is_as_long_as_postgresql_allo_ref_fkey FOREIGN KEY (ref) REFERENCES "user"."order"("select");

-- statement 1.6 + foreign_key user.order.order_from_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE "user"."order" ADD CONSTRAINT order_from_fkey FOREIGN KEY ("from") REFERENCES "user"."order"("select");
COMMIT;

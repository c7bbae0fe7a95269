-- What PostgreSQL 15 brought.

ALTER TABLE "A b".quiet ADD CONSTRAINT "Nd" UNIQUE NULLS NOT DISTINCT (b, c);
CREATE UNIQUE INDEX nulls ON "A b".quiet (c) NULLS NOT DISTINCT;
ALTER TABLE "A b".refers ADD CONSTRAINT fk6 FOREIGN KEY (b, c) REFERENCES "A b".quiet (b, c) ON DELETE SET NULL (c);
CREATE VIEW "A b".invoked WITH (security_invoker = true) AS SELECT 1 AS one;
CREATE PUBLICATION part_of_it FOR TABLE ONLY "A b".quiet (a, b) WHERE (a > 5);
CREATE PUBLICATION schemas FOR TABLES IN SCHEMA other;
CREATE PUBLICATION schemas2 FOR TABLES IN SCHEMA "A b";
CREATE UNLOGGED SEQUENCE "A b".unlogged_seq;
ALTER SEQUENCE "A b".unlogged_u_seq SET LOGGED;
ALTER SEQUENCE "A b".unlogged_i_seq SET LOGGED;
ALTER TABLE "A b".refers SET TABLESPACE schemactl_tests_space;
ALTER TABLE "A b".areas SET TABLESPACE schemactl_tests_space;
ALTER INDEX "A b".opclassed SET TABLESPACE schemactl_tests_space;
ALTER INDEX "A b"."Uq" SET TABLESPACE schemactl_tests_space;
ALTER INDEX "A b"."Ex" SET TABLESPACE schemactl_tests_space;
ALTER INDEX "A b"."Pk" SET TABLESPACE schemactl_tests_space;
CREATE INDEX parted_space ON "A b".areas (a) TABLESPACE schemactl_tests_space;
ALTER MATERIALIZED VIEW "A b".empty SET TABLESPACE schemactl_tests_space;

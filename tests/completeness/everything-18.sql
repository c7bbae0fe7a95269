-- What PostgreSQL 18 brought.

ALTER TABLE "A b".quiet ADD CONSTRAINT "Nn" NOT NULL b, ADD CONSTRAINT nv NOT NULL c NOT VALID;
COMMENT ON CONSTRAINT "Nn" ON "A b".quiet IS 'a not null';
ALTER TABLE "A b".parent2 ADD CONSTRAINT own NOT NULL c NO INHERIT;
ALTER TABLE "A b".quiet ADD COLUMN virtual integer GENERATED ALWAYS AS (a * 2) VIRTUAL, ADD CONSTRAINT unenforced CHECK (a > 0) NOT ENFORCED;
ALTER TABLE "A b".refers ADD CONSTRAINT fk7 FOREIGN KEY (a) REFERENCES "A b".quiet NOT ENFORCED;
CREATE TABLE "A b".temporal (a int4range, during daterange, CONSTRAINT "Tk" PRIMARY KEY (a, during WITHOUT OVERLAPS),
  CONSTRAINT tu UNIQUE (during, a WITHOUT OVERLAPS));
CREATE TABLE "A b".temporal2 (a int4range, during daterange, CONSTRAINT tf FOREIGN KEY (a, PERIOD during) REFERENCES "A b".temporal (a, PERIOD during));
CREATE PUBLICATION generated FOR TABLE ONLY "A b".quiet WITH (publish_generated_columns = stored);
ALTER DEFAULT PRIVILEGES FOR ROLE schemactl_tests_c GRANT SELECT ON LARGE OBJECTS TO schemactl_tests_d;

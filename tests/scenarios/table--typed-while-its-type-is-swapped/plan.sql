-- step 1: transaction
BEGIN;
-- statement 1.1 - comment typed_column.app."Vis ""T x"."Att ""A x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Vis ""T x"."Att ""A x" IS NULL;

-- statement 1.2 - comment typed_column.app."Vis ""T x".note  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Vis ""T x".note IS NULL;

-- statement 1.3 - trigger app."Vis ""T x"."Tou ""G x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "Tou ""G x" ON app."Vis ""T x";

-- statement 1.4 - policy app."Vis ""T x".see  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY see ON app."Vis ""T x";

-- statement 1.5 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.6 - foreign_key app.lines.lines_visit_fk  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.lines DROP CONSTRAINT lines_visit_fk;

-- statement 1.7 - index app."Vis ""T x".by_mood  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.by_mood;

-- statement 1.8 - check app."Vis ""T x".short  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Vis ""T x" DROP CONSTRAINT short;

-- statement 1.9 - primary_key app."Vis ""T x"."Vis ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Vis ""T x" DROP CONSTRAINT "Vis ""T x_pkey";

-- statement 1.10 - default app."Vis ""T x"."Att ""A x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Vis ""T x" ALTER COLUMN "Att ""A x" DROP DEFAULT;

-- statement 1.11 - typed_column app."Vis ""T x"."Att ""A x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Vis ""T x" ALTER COLUMN "Att ""A x" DROP NOT NULL;

-- statement 1.12 - typed_column app."Vis ""T x".note  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Vis ""T x" ALTER COLUMN note SET STORAGE DEFAULT;

-- statement 1.13 ~ table app."Vis ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Vis ""T x" NOT OF;

-- statement 1.14 ~ table app."Vis ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Vis ""T x" ALTER COLUMN "Att ""A x" SET DATA TYPE text, ALTER COLUMN moods SET DATA TYPE text;

-- statement 1.15 ~ table app.alone  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.alone NOT OF;

-- statement 1.16 ~ table app.alone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.alone ALTER COLUMN "Att ""A x" SET DATA TYPE text, ALTER COLUMN moods SET DATA TYPE text;

-- statement 1.17 ~ enum app.mood
ALTER TYPE app."Vi ""S it" RENAME TO "Vi ""S it_old";

-- statement 1.18 ~ enum app.mood
ALTER TYPE app.mood RENAME TO mood_old;

-- statement 1.19 ~ enum app.mood
CREATE TYPE app.mood AS ENUM ('good', 'bad');

-- statement 1.20 ~ enum app.mood
CREATE TYPE app."Vi ""S it" AS (
  id integer,
  "Att ""A x" app.mood,
  moods app.mood[],
  note character varying(30),
  paid text
);

-- statement 1.21 ~ enum app.mood  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.orders ALTER COLUMN visit SET DATA TYPE app."Vi ""S it" USING visit::text::app."Vi ""S it";

-- statement 1.22 ~ enum app.mood  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Vi ""S it_old";

-- statement 1.23 ~ enum app.mood  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.mood_old;

-- statement 1.24 ~ table app."Vis ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Vis ""T x" ALTER COLUMN "Att ""A x" SET DATA TYPE app.mood USING "Att ""A x"::app.mood, ALTER COLUMN moods SET DATA TYPE app.mood[] USING moods::app.mood[], ALTER COLUMN note SET DATA TYPE character varying(30), ALTER COLUMN paid SET DATA TYPE text;

-- statement 1.25 ~ table app."Vis ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Vis ""T x" OF app."Vi ""S it";

-- statement 1.26 ~ table app.alone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.alone ALTER COLUMN "Att ""A x" SET DATA TYPE app.mood USING "Att ""A x"::app.mood, ALTER COLUMN moods SET DATA TYPE app.mood[] USING moods::app.mood[], ALTER COLUMN note SET DATA TYPE character varying(30), ALTER COLUMN paid SET DATA TYPE text;

-- statement 1.27 ~ table app.alone  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.alone OF app."Vi ""S it";

-- statement 1.28 + typed_column app."Vis ""T x"."Att ""A x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Vis ""T x" ALTER COLUMN "Att ""A x" SET NOT NULL;

-- statement 1.29 + typed_column app."Vis ""T x".note  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Vis ""T x" ALTER COLUMN note SET STORAGE EXTERNAL;

-- statement 1.30 + default app."Vis ""T x"."Att ""A x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Vis ""T x" ALTER COLUMN "Att ""A x" SET DEFAULT 'good'::app.mood;

-- statement 1.31 + primary_key app."Vis ""T x"."Vis ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Vis ""T x" ADD CONSTRAINT "Vis ""T x_pkey" PRIMARY KEY (id);

-- statement 1.32 + check app."Vis ""T x".short  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Vis ""T x" ADD CONSTRAINT short CHECK ((length((note)::text) < 12));

-- statement 1.33 + index app."Vis ""T x".by_mood  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_mood ON app."Vis ""T x" USING btree ("Att ""A x");

-- statement 1.34 + view app.over
CREATE VIEW app.over AS
SELECT id,
    "Att ""A x"
   FROM app."Vis ""T x";

-- statement 1.35 + policy app."Vis ""T x".see  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY see ON app."Vis ""T x" FOR SELECT TO rw USING ((paid = 'true'::text));

-- statement 1.36 + trigger app."Vis ""T x"."Tou ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER "Tou ""G x" BEFORE UPDATE ON app."Vis ""T x" FOR EACH ROW EXECUTE FUNCTION app.touch();

-- statement 1.37 ~ row app."Vis ""T x"."7"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Vis ""T x" (id, note) VALUES ('7', 'sieben')
ON CONFLICT (id) DO UPDATE SET note = excluded.note;

-- statement 1.38 + foreign_key app.lines.lines_visit_fk  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.lines ADD CONSTRAINT lines_visit_fk FOREIGN KEY (visit_id) REFERENCES app."Vis ""T x"(id);

-- statement 1.39 ~ comment table.app.alone  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON TABLE app.alone IS 'twice';

-- statement 1.40 + comment typed_column.app."Vis ""T x"."Att ""A x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Vis ""T x"."Att ""A x" IS 'how it was';

-- statement 1.41 + comment typed_column.app."Vis ""T x".note  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Vis ""T x".note IS 'twice';
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 + schema app
CREATE SCHEMA app;

-- statement 1.2 + table app."Hen ""T x"
CREATE TABLE app."Hen ""T x" (
  id integer NOT NULL,
  egg integer NOT NULL,
  mother integer,
  CONSTRAINT "Hen ""T x_pkey" PRIMARY KEY (id)
);

-- statement 1.3 + table app.egg
CREATE TABLE app.egg (
  id integer NOT NULL,
  hen integer,
  CONSTRAINT egg_pkey PRIMARY KEY (id)
);

-- statement 1.4 + foreign_key app."Hen ""T x"."Hen ""T x_egg_fkey"  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app."Hen ""T x" ADD CONSTRAINT "Hen ""T x_egg_fkey" FOREIGN KEY (egg) REFERENCES app.egg(id) DEFERRABLE INITIALLY DEFERRED;

-- statement 1.5 + foreign_key app."Hen ""T x"."Hen ""T x_mother_fkey"  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app."Hen ""T x" ADD CONSTRAINT "Hen ""T x_mother_fkey" FOREIGN KEY (mother) REFERENCES app."Hen ""T x"(id);

-- statement 1.6 + foreign_key app.egg.egg_hen_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.egg ADD CONSTRAINT egg_hen_fkey FOREIGN KEY (hen) REFERENCES app."Hen ""T x"(id) ON DELETE SET NULL;
COMMIT;

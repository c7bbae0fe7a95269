-- step 1: transaction
BEGIN;
-- statement 1.1 - row app."Rates ""T x"."de, 2027-01-01"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app."Rates ""T x" WHERE (country, "va ""Lid f") IN (('de', '2027-01-01'));

-- statement 1.2 - row app.codes."x, ""y, z"""  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.codes WHERE (a, b) IN (('x', 'y, z'));

-- statement 1.3 + table app.uses
CREATE TABLE app.uses (
  id integer NOT NULL,
  country character(2),
  valid date,
  CONSTRAINT uses_pkey PRIMARY KEY (id)
);

-- statement 1.4 ~ row app."Rates ""T x"."de, 2026-01-01"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Rates ""T x" (country, "va ""Lid f", rate, note) VALUES ('de', '2026-01-01', 18.50, NULL)
ON CONFLICT (country, "va ""Lid f") DO UPDATE SET rate = excluded.rate, note = excluded.note;

-- statement 1.5 ~ row app.codes.""""", """"""(q"""")"""  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.codes (a, b, c) VALUES ('', '"(q")', 'four')
ON CONFLICT (a, b) DO UPDATE SET c = excluded.c;

-- statement 1.6 + row app."Rates ""T x"."fr, 2026-01-01"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Rates ""T x" (country, "va ""Lid f", rate, note) VALUES ('fr', '2026-01-01', 20.00, NULL)
ON CONFLICT (country, "va ""Lid f") DO UPDATE SET rate = excluded.rate, note = excluded.note;

-- statement 1.7 + row app.uses."1" and 1 more
INSERT INTO app.uses (id, country, valid) VALUES
  (1, 'fr', '2026-01-01'),
  (2, NULL, '2026-01-01');

-- statement 1.8 + foreign_key app.uses.uses_rate  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.uses ADD CONSTRAINT uses_rate FOREIGN KEY (country, valid) REFERENCES app."Rates ""T x"(country, "va ""Lid f");
COMMIT;

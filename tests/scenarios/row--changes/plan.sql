-- step 1: transaction
BEGIN;
-- statement 1.1 - row app.countries.gb  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.countries WHERE code = 'gb';

-- statement 1.2 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "Na ""m e" text NOT NULL DEFAULT 'x'::text,
  at timestamp with time zone,
  tags text[],
  country character(2),
  CONSTRAINT "Odd ""T x_pkey" PRIMARY KEY (id)
);

-- statement 1.3 ~ row app.countries.ch  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.countries (code, name, vat, eu) VALUES ('ch', 'Switzerland', 8.10, false)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, vat = excluded.vat, eu = excluded.eu;

-- statement 1.4 + row app.countries.fr  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.countries (code, name, vat, eu) VALUES ('fr', 'France', 20.00, true)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, vat = excluded.vat, eu = excluded.eu;

-- statement 1.5 + row app."Odd ""T x"."1" and 1 more
INSERT INTO app."Odd ""T x" (id, at, tags, country, "Na ""m e") OVERRIDING SYSTEM VALUE VALUES
  (1, '2025-12-31 23:00:00+00', '{a,"b c"}', 'fr', 'x'),
  (7, NULL, NULL, 'de', '');

-- statement 1.6 + row app."Odd ""T x"."1"
SELECT pg_catalog.setval(s.sequence, s.highest) FROM (SELECT pg_catalog.pg_get_serial_sequence('app."Odd ""T x"', 'id')::pg_catalog.regclass AS sequence, max(id) AS highest FROM app."Odd ""T x") s
WHERE s.highest > coalesce(pg_catalog.pg_sequence_last_value(s.sequence), 0);

-- statement 1.7 + foreign_key app."Odd ""T x"."Odd ""T x_country_fkey"  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_country_fkey" FOREIGN KEY (country) REFERENCES app.countries(code);
COMMIT;

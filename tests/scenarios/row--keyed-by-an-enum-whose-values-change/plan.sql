-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Col ""E x"  [SC310]
ALTER TYPE app."Col ""E x" RENAME VALUE 'Dark "B x' TO 'navy';

-- statement 1.2 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" ADD VALUE 'teal';
COMMIT;

-- step 2: transaction
BEGIN;
-- statement 2.1 + row app."Odd ""T x"."navy, {navy}" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Odd ""T x" (color, several, shade, label) VALUES
  ('navy', '{navy}', 'red', 'BB'),
  ('teal', '{teal,navy}', 'teal', 'C')
ON CONFLICT (color, several) DO UPDATE SET shade = excluded.shade, label = excluded.label;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 + view app."Fir ""V x"
CREATE VIEW app."Fir ""V x" AS
SELECT id,
    name
   FROM app.items;

-- statement 1.2 + function app.label."app.""Fir """"V x"""
CREATE FUNCTION app.label(app."Fir ""V x")
RETURNS text
LANGUAGE sql
RETURN ($1).name;

-- statement 1.3 + view app.second
CREATE VIEW app.second AS
SELECT app.label(v.*) AS label
   FROM app."Fir ""V x" v;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - cast text."app.""Pai """"T x"""
DROP CAST (text AS app."Pai ""T x");

-- statement 1.2 + cast "app.""Pai """"T x""".bigint
CREATE CAST (app."Pai ""T x" AS bigint) WITH INOUT;

-- statement 1.3 + cast text."app.""Pai """"T x"""
CREATE CAST (text AS app."Pai ""T x") WITH FUNCTION app.to_pair(text) AS IMPLICIT;

-- statement 1.4 - cast integer."app.""Pai """"T x"""
DROP CAST (integer AS app."Pai ""T x");
COMMIT;

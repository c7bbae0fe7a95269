-- step 1: transaction
BEGIN;
-- statement 1.1 - conversion app."Con ""C x"
DROP CONVERSION app."Con ""C x";

-- statement 1.2 - conversion app.dropped
DROP CONVERSION app.dropped;

-- statement 1.3 + conversion app."Con ""C x"
CREATE DEFAULT CONVERSION app."Con ""C x" FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8;

-- statement 1.4 + conversion app.added
CREATE CONVERSION app.added FOR 'UTF8' TO 'LATIN1' FROM pg_catalog.utf8_to_iso8859_1;
COMMIT;

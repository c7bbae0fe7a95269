-- step 1: transaction
BEGIN;
-- statement 1.1 ~ owner schema.public
ALTER SCHEMA public OWNER TO postgres;
COMMIT;

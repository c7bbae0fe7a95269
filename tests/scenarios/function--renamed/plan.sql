-- step 1: transaction
BEGIN;
-- statement 1.1 ~ function app."Fun ""F x".integer
ALTER FUNCTION app.first(integer) RENAME TO "Fun ""F x";
COMMIT;

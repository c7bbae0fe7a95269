-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Col ""E x"
ALTER TYPE app.color RENAME TO "Col ""E x";
COMMIT;

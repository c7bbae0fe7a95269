-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Col ""E x"  [SC310]
ALTER TYPE app."Col ""E x" RENAME VALUE 'crimson' TO 'red';
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Col ""E x"  [SC310]
ALTER TYPE app."Col ""E x" RENAME VALUE 'Sent "x' TO 'done';

-- statement 1.2 ~ enum app."Col ""E x"  [SC310]
ALTER TYPE app."Col ""E x" RENAME VALUE 'paid' TO 'Sent "x';

-- statement 1.3 ~ enum app."Col ""E x"  [SC310]
ALTER TYPE app."Col ""E x" RENAME VALUE 'draft' TO 'paid';
COMMIT;

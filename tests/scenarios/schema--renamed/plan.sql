-- step 1: transaction
BEGIN;
-- statement 1.1 ~ schema "Odd ""S x"
ALTER SCHEMA app RENAME TO "Odd ""S x";
COMMIT;

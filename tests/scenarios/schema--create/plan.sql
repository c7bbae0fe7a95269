-- step 1: transaction
BEGIN;
-- statement 1.1 + schema "Odd ""S x"
CREATE SCHEMA "Odd ""S x";

-- statement 1.2 + schema empty
CREATE SCHEMA empty;

-- statement 1.3 + comment schema."Odd ""S x"
COMMENT ON SCHEMA "Odd ""S x" IS 'odd';
COMMIT;

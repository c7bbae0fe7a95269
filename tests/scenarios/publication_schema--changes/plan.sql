-- step 1: transaction
BEGIN;
-- statement 1.1 - publication_schema pub.app  [SC406]
ALTER PUBLICATION pub DROP TABLES IN SCHEMA app;

-- statement 1.2 + publication_schema pub."Odd ""S x"
ALTER PUBLICATION pub ADD TABLES IN SCHEMA "Odd ""S x";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - operator "Odd ""S x"."<->".text.text
DROP OPERATOR "Odd ""S x".<-> (text, text);

-- statement 1.2 ~ operator "Odd ""S x"."===".text.text
ALTER OPERATOR "Odd ""S x".=== (text, text) SET (COMMUTATOR = OPERATOR("Odd ""S x".===));

-- statement 1.3 ~ operator "Odd ""S x"."===".text.text
ALTER OPERATOR "Odd ""S x".=== (text, text) SET (RESTRICT = pg_catalog.eqsel);

-- statement 1.4 + operator "Odd ""S x"."<=>".text.text
CREATE OPERATOR "Odd ""S x".<=> (
  FUNCTION = "Odd ""S x".same,
  LEFTARG = text,
  RIGHTARG = text
);

-- statement 1.5 + view "Odd ""S x".over
CREATE VIEW "Odd ""S x".over AS
SELECT ('a'::text OPERATOR("Odd ""S x".===) 'b'::text) AS same;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ sequence app."Odd ""S x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Odd ""S x" AS bigint MINVALUE -9223372036854775808 MAXVALUE 32767;

-- statement 1.2 ~ sequence app."Odd ""S x"  lock: ROW EXCLUSIVE  blocks: nothing  [SC510]
SELECT pg_catalog.setval('app."Odd ""S x"', -1, false) FROM app."Odd ""S x" WHERE last_value > -1;

-- statement 1.3 ~ sequence app."Odd ""S x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Odd ""S x" AS bigint INCREMENT BY -1 NO MINVALUE NO MAXVALUE START WITH -1;

-- statement 1.4 ~ sequence app.up  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.up AS integer INCREMENT BY -3 NO MINVALUE MAXVALUE 100000 START WITH 100000;
COMMIT;

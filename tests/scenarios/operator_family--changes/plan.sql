-- step 1: transaction
BEGIN;
-- statement 1.1 - operator_family app.dropped.btree
DROP OPERATOR FAMILY app.dropped USING btree;

-- statement 1.2 ~ operator_family app."Fam ""F x".btree
ALTER OPERATOR FAMILY app."Fam ""F x" USING btree ADD
  FUNCTION 1 (integer, bigint) app.cmp(integer,bigint);

-- statement 1.3 + operator_family app.added.hash
CREATE OPERATOR FAMILY app.added USING hash;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - index app.items.by_id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.by_id;

-- statement 1.2 - operator_class app."Ops ""O x".btree
DROP OPERATOR CLASS app."Ops ""O x" USING btree;

-- statement 1.3 - operator_class app.dropped.btree
DROP OPERATOR CLASS app.dropped USING btree;

-- statement 1.4 - operator_family app.dropped.btree
DROP OPERATOR FAMILY app.dropped USING btree;

-- statement 1.5 + operator_family app.added.btree
CREATE OPERATOR FAMILY app.added USING btree;

-- statement 1.6 + operator_class app."Ops ""O x".btree
CREATE OPERATOR CLASS app."Ops ""O x" FOR TYPE integer USING btree AS
  OPERATOR 1 <(integer,integer),
  OPERATOR 3 =(integer,integer),
  OPERATOR 5 >(integer,integer),
  FUNCTION 1 (integer, integer) app.cmp(integer,integer);

-- statement 1.7 + operator_class app.added.btree
CREATE OPERATOR CLASS app.added FOR TYPE integer USING btree AS
  STORAGE integer;

-- statement 1.8 + index app.items.by_id  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_id ON app.items USING btree (id app."Ops ""O x");
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - aggregate app.dropped.integer
DROP AGGREGATE app.dropped(integer);

-- statement 1.2 ~ aggregate app."Sum ""A x".integer
CREATE OR REPLACE AGGREGATE app."Sum ""A x"(integer) (
  SFUNC = app.add,
  STYPE = integer,
  INITCOND = '10'
);
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - transform bigint.sql
DROP TRANSFORM FOR bigint LANGUAGE sql;

-- statement 1.2 + schema "Odd ""S x"
CREATE SCHEMA "Odd ""S x";

-- statement 1.3 ~ transform integer.sql
CREATE OR REPLACE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));

-- statement 1.4 + transform smallint.sql
CREATE TRANSFORM FOR smallint LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
COMMIT;

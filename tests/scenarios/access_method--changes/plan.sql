-- step 1: transaction
BEGIN;
-- statement 1.1 - access_method "Acc ""M x"
DROP ACCESS METHOD "Acc ""M x";

-- statement 1.2 - access_method dropped
DROP ACCESS METHOD dropped;

-- statement 1.3 + schema app
CREATE SCHEMA app;

-- statement 1.4 + access_method "Acc ""M x"
CREATE ACCESS METHOD "Acc ""M x" TYPE INDEX HANDLER pg_catalog.hashhandler;

-- statement 1.5 + access_method added
CREATE ACCESS METHOD added TYPE TABLE HANDLER pg_catalog.heap_tableam_handler;

-- statement 1.6 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  id integer
) USING added;
COMMIT;

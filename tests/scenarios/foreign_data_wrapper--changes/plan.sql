-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_data_wrapper dropped
DROP FOREIGN DATA WRAPPER dropped;

-- statement 1.2 ~ foreign_data_wrapper "Wra ""W x"
ALTER FOREIGN DATA WRAPPER "Wra ""W x" OPTIONS (DROP b, ADD "C ""d" '4', SET a '3');

-- statement 1.3 + foreign_data_wrapper added
CREATE FOREIGN DATA WRAPPER added;
COMMIT;

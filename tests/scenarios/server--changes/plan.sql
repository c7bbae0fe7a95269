-- step 1: transaction
BEGIN;
-- statement 1.1 - server dropped
DROP SERVER dropped;

-- statement 1.2 ~ server "Ser ""V x"
ALTER SERVER "Ser ""V x" VERSION '2' OPTIONS (SET host 'b', ADD port '1');

-- statement 1.3 + server added
CREATE SERVER added FOREIGN DATA WRAPPER wrapper;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ extension vector  [SC310]
ALTER EXTENSION vector SET SCHEMA extensions;
COMMIT;

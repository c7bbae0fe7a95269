-- step 1: transaction
BEGIN;
-- statement 1.1 - not_null_comment domain.app."ÜBER_name_that_is_62_bytes_long_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
COMMENT ON CONSTRAINT "ÜBER_name_that_is_62_bytes_long_xxxxxxxxxxxxxxxxxxxxx_not_null" ON DOMAIN app."ÜBER_name_that_is_62_bytes_long_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" IS NULL;

-- statement 1.2 ~ not_null_comment column.app."Odd ""T x".name_that_is_62_bytes_long_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON CONSTRAINT "Odd ""T x_name_that_is_62_bytes_long_xxxxxxxxxxxxxxxxxx_not_null" ON app."Odd ""T x" IS 'Never ever';
COMMIT;

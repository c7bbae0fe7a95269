-- step 1: transaction
BEGIN;
-- statement 1.1 - privilege database.database.schemactl_database_reader  [SC406]
DO $$BEGIN EXECUTE pg_catalog.format('REVOKE TEMPORARY ON DATABASE %1$I FROM schemactl_database_reader', pg_catalog.current_database()); END$$;

-- statement 1.2 - comment database.database
DO $$BEGIN EXECUTE pg_catalog.format('COMMENT ON DATABASE %1$I IS NULL', pg_catalog.current_database()); END$$;

-- statement 1.3 - database database
DO $$BEGIN EXECUTE pg_catalog.format('ALTER DATABASE %1$I RESET work_mem', pg_catalog.current_database()); END$$;
COMMIT;

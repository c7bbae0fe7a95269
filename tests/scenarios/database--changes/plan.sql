-- step 1: transaction
BEGIN;
-- statement 1.1 - privilege database.database."PUBLIC"  [SC406]
DO $$BEGIN EXECUTE pg_catalog.format('GRANT CONNECT, TEMPORARY ON DATABASE %1$I TO PUBLIC', pg_catalog.current_database()); END$$;

-- statement 1.2 - privilege database.database.schemactl_database_reader  [SC406]
DO $$BEGIN EXECUTE pg_catalog.format('REVOKE CONNECT ON DATABASE %1$I FROM schemactl_database_reader', pg_catalog.current_database()); END$$;

-- statement 1.3 - comment database.database
DO $$BEGIN EXECUTE pg_catalog.format('COMMENT ON DATABASE %1$I IS NULL', pg_catalog.current_database()); END$$;

-- statement 1.4 ~ database database
DO $$BEGIN EXECUTE pg_catalog.format('ALTER DATABASE %1$I RESET statement_timeout', pg_catalog.current_database()); END$$;

-- statement 1.5 ~ database database
DO $$BEGIN EXECUTE pg_catalog.format('ALTER DATABASE %1$I SET lock_timeout TO ''2s''', pg_catalog.current_database()); END$$;

-- statement 1.6 ~ database database
DO $$BEGIN EXECUTE pg_catalog.format('ALTER DATABASE %1$I SET search_path TO ''''', pg_catalog.current_database()); END$$;

-- statement 1.7 + privilege database.database."schemactl_database_Odd ""R x"
DO $$BEGIN EXECUTE pg_catalog.format('GRANT CREATE ON DATABASE %1$I TO "schemactl_database_Odd ""R x"', pg_catalog.current_database()); END$$;

-- statement 1.8 + privilege database.database."schemactl_database_Odd ""R x"
DO $$BEGIN EXECUTE pg_catalog.format('GRANT CONNECT ON DATABASE %1$I TO "schemactl_database_Odd ""R x" WITH GRANT OPTION', pg_catalog.current_database()); END$$;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 + database database
DO $$BEGIN EXECUTE pg_catalog.format('ALTER DATABASE %1$I SET search_path TO app, ''Odd "S x''', pg_catalog.current_database()); END$$;

-- statement 1.2 + privilege database.database.schemactl_database_reader
DO $$BEGIN EXECUTE pg_catalog.format('GRANT ALL ON DATABASE %1$I TO schemactl_database_reader', pg_catalog.current_database()); END$$;
COMMIT;

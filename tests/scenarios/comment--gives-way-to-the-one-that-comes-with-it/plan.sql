-- step 1: transaction
BEGIN;
-- statement 1.1 - comment schema.public
DO $$BEGIN EXECUTE pg_catalog.format('COMMENT ON SCHEMA public IS %L', 'standard public schema'); END$$;

-- statement 1.2 - comment extension.vector
DO $$BEGIN EXECUTE pg_catalog.format('COMMENT ON EXTENSION vector IS %L', (SELECT comment FROM pg_catalog.pg_available_extensions() WHERE name = 'vector')); END$$;
COMMIT;

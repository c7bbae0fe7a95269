-- step 1: transaction
BEGIN;
-- statement 1.1 ~ role "schemactl_role_Odd ""R x"  [SC406]
ALTER ROLE "schemactl_role_Odd ""R x" NOLOGIN BYPASSRLS CONNECTION LIMIT -1 VALID UNTIL '2032-06-01 10:00:00.5+00';

-- statement 1.2 ~ role "schemactl_role_Odd ""R x"
ALTER ROLE "schemactl_role_Odd ""R x" RESET work_mem;

-- statement 1.3 ~ role "schemactl_role_Odd ""R x"
ALTER ROLE "schemactl_role_Odd ""R x" SET search_path TO '';

-- statement 1.4 ~ role "schemactl_role_Odd ""R x"
ALTER ROLE "schemactl_role_Odd ""R x" SET timezone TO 'Europe/Berlin';

-- statement 1.5 ~ role "schemactl_role_Odd ""R x"
DO $$BEGIN EXECUTE pg_catalog.format('ALTER ROLE "schemactl_role_Odd ""R x" IN DATABASE %1$I RESET statement_timeout', pg_catalog.current_database()); END$$;

-- statement 1.6 ~ role "schemactl_role_Odd ""R x"
DO $$BEGIN EXECUTE pg_catalog.format('ALTER ROLE "schemactl_role_Odd ""R x" IN DATABASE %1$I SET lock_timeout TO ''1s''', pg_catalog.current_database()); END$$;

-- statement 1.7 + role schemactl_role_new  [SC406]
CREATE ROLE schemactl_role_new CREATEROLE NOINHERIT;

-- statement 1.8 ~ comment role."schemactl_role_Odd ""R x"
COMMENT ON ROLE "schemactl_role_Odd ""R x" IS 'It is there';

-- statement 1.9 ~ owner schema.app
ALTER SCHEMA app OWNER TO schemactl_role_new;

-- statement 1.10 ~ owner table.app.t  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.t OWNER TO schemactl_role_new;

-- statement 1.11 - role schemactl_role_old  [SC410]
DROP ROLE schemactl_role_old;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - default_privilege "Rol ""R x".functions."PUBLIC"
ALTER DEFAULT PRIVILEGES FOR ROLE "Rol ""R x" GRANT EXECUTE ON FUNCTIONS TO PUBLIC;

-- statement 1.2 ~ default_privilege "Rol ""R x".app.tables.rw
ALTER DEFAULT PRIVILEGES FOR ROLE "Rol ""R x" IN SCHEMA app GRANT INSERT ON TABLES TO rw;

-- statement 1.3 + default_privilege "Rol ""R x".types.rw
ALTER DEFAULT PRIVILEGES FOR ROLE "Rol ""R x" GRANT USAGE ON TYPES TO rw;
COMMIT;

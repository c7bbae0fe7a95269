-- step 1: transaction
BEGIN;
-- statement 1.1 - system_privilege "FUNCTION pg_ls_dir(text)".scenario_ro  [SC406]
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_ls_dir(text) FROM scenario_ro;

-- statement 1.2 - system_privilege "TABLE pg_class"."PUBLIC"  [SC406]
GRANT SELECT ON TABLE pg_catalog.pg_class TO PUBLIC;

-- statement 1.3 - system_privilege "TYPE int4"."PUBLIC"  [SC406]
GRANT USAGE ON TYPE pg_catalog.int4 TO PUBLIC;

-- statement 1.4 ~ system_privilege "TABLE pg_authid".scenario_ro
GRANT SELECT (rolsuper) ON TABLE pg_catalog.pg_authid TO scenario_ro;

-- statement 1.5 ~ system_privilege "TYPE ""char""".scenario_ro
REVOKE GRANT OPTION FOR USAGE ON TYPE pg_catalog."char" FROM scenario_ro;

-- statement 1.6 + system_privilege "FUNCTION now()"."PUBLIC"
REVOKE EXECUTE ON FUNCTION pg_catalog.now() FROM PUBLIC;

-- statement 1.7 + system_privilege "FUNCTION pg_read_file(text)".scenario_rw
GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO scenario_rw;
COMMIT;

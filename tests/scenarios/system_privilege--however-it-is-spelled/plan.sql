-- step 1: transaction
BEGIN;
-- statement 1.1 - system_privilege "FUNCTION pg_ls_dir(text)".scenario_ro  [SC406]
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_ls_dir(text) FROM scenario_ro;

-- statement 1.2 + system_privilege "FUNCTION left(text,integer)"."PUBLIC"
REVOKE EXECUTE ON FUNCTION pg_catalog.left(text,integer) FROM PUBLIC;

-- statement 1.3 + system_privilege "FUNCTION pg_read_file(text,bigint,bigint)".scenario_ro
GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text,bigint,bigint) TO scenario_ro;

-- statement 1.4 + system_privilege "FUNCTION position(text,text)"."PUBLIC"
REVOKE EXECUTE ON FUNCTION pg_catalog.position(text,text) FROM PUBLIC;

-- statement 1.5 + system_privilege "LANGUAGE plpgsql"."PUBLIC"
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;

-- statement 1.6 + system_privilege "TABLE pg_authid".scenario_ro
GRANT SELECT (rolname) ON TABLE pg_catalog.pg_authid TO scenario_ro;

-- statement 1.7 + system_privilege "TABLE pg_class"."PUBLIC"
REVOKE SELECT ON TABLE pg_catalog.pg_class FROM PUBLIC;

-- statement 1.8 + system_privilege "TYPE int4"."PUBLIC"
REVOKE USAGE ON TYPE pg_catalog.int4 FROM PUBLIC;
COMMIT;

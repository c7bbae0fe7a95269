-- step 1: transaction
BEGIN;
-- statement 1.1 + schema app
CREATE SCHEMA app;

-- statement 1.2 + function app.open
CREATE FUNCTION app.open()
RETURNS integer
LANGUAGE sql
AS $$select 1$$;

-- statement 1.3 ~ privilege function.app.open."PUBLIC"
GRANT EXECUTE ON FUNCTION app.open() TO PUBLIC;

-- statement 1.4 + table app.granted
CREATE TABLE app.granted (
  id integer
);

-- statement 1.5 + table app.refused
CREATE TABLE app.refused (
  id integer
);

-- statement 1.6 ~ privilege table.app.refused.rw
REVOKE SELECT ON TABLE app.refused FROM rw;

-- statement 1.7 + privilege table.app.granted.rw
GRANT SELECT ON TABLE app.granted TO rw;
COMMIT;

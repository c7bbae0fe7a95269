-- step 1: transaction
BEGIN;
-- statement 1.1 + privilege table.app."Odd ""T x".scenario_rw
GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE, SELECT (note) ON TABLE app."Odd ""T x" TO scenario_rw;

-- statement 1.2 + system_privilege "TABLE pg_proc".scenario_ro
GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE, SELECT (prosrc) ON TABLE pg_catalog.pg_proc TO scenario_ro;
COMMIT;

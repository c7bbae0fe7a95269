-- step 1: transaction
BEGIN;
-- statement 1.1 - privilege table.app."Odd ""T x".gone  [SC406]
REVOKE SELECT ON TABLE app."Odd ""T x" FROM gone;

-- statement 1.2 ~ privilege schema.app.rw
GRANT CREATE ON SCHEMA app TO rw;

-- statement 1.3 ~ privilege sequence.app.seq.rw
GRANT SELECT, UPDATE ON SEQUENCE app.seq TO rw;

-- statement 1.4 + privilege function.app.f."PUBLIC"
REVOKE EXECUTE ON FUNCTION app.f() FROM PUBLIC;

-- statement 1.5 + privilege function.app.f.rw
GRANT EXECUTE ON FUNCTION app.f() TO rw;

-- statement 1.6 ~ privilege table.app."Odd ""T x"."Rol ""R x"  [SC406]
REVOKE GRANT OPTION FOR SELECT ON TABLE app."Odd ""T x" FROM "Rol ""R x";

-- statement 1.7 ~ privilege table.app."Odd ""T x"."Rol ""R x"
GRANT DELETE ON TABLE app."Odd ""T x" TO "Rol ""R x";

-- statement 1.8 ~ privilege table.app."Odd ""T x".rw  [SC406]
REVOKE INSERT, UPDATE (id) ON TABLE app."Odd ""T x" FROM rw;

-- statement 1.9 ~ privilege table.app."Odd ""T x".rw
GRANT UPDATE ("Col ""C x") ON TABLE app."Odd ""T x" TO rw;

-- statement 1.10 + privilege table.app."Odd ""T x"."PUBLIC"
GRANT SELECT ON TABLE app."Odd ""T x" TO PUBLIC;
COMMIT;

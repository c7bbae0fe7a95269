-- step 1: transaction
BEGIN;
-- statement 1.1 - privilege function.app.f.lead
REVOKE GRANT OPTION FOR EXECUTE ON FUNCTION app.f() FROM lead CASCADE;

-- statement 1.2 - privilege function.app.f.lead
GRANT EXECUTE ON FUNCTION app.f() TO rw;

-- statement 1.3 - privilege function.app.f.lead  [SC406]
REVOKE EXECUTE ON FUNCTION app.f() FROM lead CASCADE;

-- statement 1.4 - privilege table.app."Odd ""T x".rw
GRANT SELECT ("Col ""C x") ON TABLE app."Odd ""T x" TO lead WITH GRANT OPTION;

-- statement 1.5 - privilege table.app."Odd ""T x".rw
REVOKE SELECT ("Col ""C x") ON TABLE app."Odd ""T x" FROM lead CASCADE;

-- statement 1.6 - privilege table.app."Odd ""T x".rw
REVOKE GRANT OPTION FOR INSERT, SELECT ON TABLE app."Odd ""T x" FROM lead CASCADE;

-- statement 1.7 - privilege table.app."Odd ""T x".rw
GRANT SELECT (note) ON TABLE app."Odd ""T x" TO rw WITH GRANT OPTION;

-- statement 1.8 - privilege table.app."Odd ""T x".rw
REVOKE SELECT (note) ON TABLE app."Odd ""T x" FROM rw CASCADE;

-- statement 1.9 - privilege table.app."Odd ""T x".rw
REVOKE GRANT OPTION FOR SELECT ON TABLE app."Odd ""T x" FROM rw CASCADE;

-- statement 1.10 - privilege table.app."Odd ""T x".rw
GRANT INSERT, SELECT ON TABLE app."Odd ""T x" TO lead;

-- statement 1.11 - privilege table.app."Odd ""T x".rw
GRANT INSERT, SELECT ON TABLE app."Odd ""T x" TO "Rol ""R x";

-- statement 1.12 - privilege table.app."Odd ""T x".rw
GRANT SELECT (note) ON TABLE app."Odd ""T x" TO auditor;

-- statement 1.13 - privilege table.app."Odd ""T x".rw  [SC406]
REVOKE SELECT ON TABLE app."Odd ""T x" FROM rw CASCADE;

-- statement 1.14 ~ privilege table.app."Odd ""T x".auditor  [SC406]
REVOKE SELECT ("Col ""C x") ON TABLE app."Odd ""T x" FROM auditor CASCADE;

-- statement 1.15 ~ privilege table.app."Odd ""T x".lead  [SC406]
REVOKE GRANT OPTION FOR INSERT, SELECT ON TABLE app."Odd ""T x" FROM lead CASCADE;
COMMIT;

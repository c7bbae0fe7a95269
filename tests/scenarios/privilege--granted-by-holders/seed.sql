-- The same privileges, handed on from one to the next.
INSERT INTO app."Odd ""T x" VALUES (1, 'a', 'b');
REVOKE ALL ON app."Odd ""T x" FROM rw, "Rol ""R x", auditor;
REVOKE ALL ON FUNCTION app.f() FROM rw;
SET ROLE lead;
GRANT SELECT ON app."Odd ""T x" TO rw WITH GRANT OPTION;
GRANT INSERT ON app."Odd ""T x" TO "Rol ""R x";
GRANT SELECT ("Col ""C x") ON app."Odd ""T x" TO auditor;
GRANT EXECUTE ON FUNCTION app.f() TO rw;
SET ROLE rw;
GRANT SELECT ON app."Odd ""T x" TO "Rol ""R x";
GRANT SELECT (note) ON app."Odd ""T x" TO auditor;
RESET ROLE;

-- What PostgreSQL 17 brought.

CREATE COLLATION "A b".built (provider = builtin, locale = 'C.UTF-8');
ALTER DOMAIN "A b".arrays ADD CONSTRAINT "Dn" NOT NULL;
CREATE EVENT TRIGGER entered ON login EXECUTE FUNCTION "A b".happened();
GRANT MAINTAIN ON "A b"."T b" TO schemactl_tests_d;

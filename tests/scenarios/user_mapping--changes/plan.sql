-- step 1: transaction
BEGIN;
-- statement 1.1 - user_mapping "PUBLIC"."Ser ""V x"
DROP USER MAPPING FOR PUBLIC SERVER "Ser ""V x";

-- statement 1.2 ~ user_mapping rw."Ser ""V x"
ALTER USER MAPPING FOR rw SERVER "Ser ""V x" OPTIONS (SET "user" 'b');

-- statement 1.3 + user_mapping app_owner."Ser ""V x"
CREATE USER MAPPING FOR app_owner SERVER "Ser ""V x";
COMMIT;

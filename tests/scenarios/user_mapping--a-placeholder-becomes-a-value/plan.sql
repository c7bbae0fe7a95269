-- step 1: transaction
BEGIN;
-- statement 1.1 ~ server "Odd ""S x"
ALTER SERVER "Odd ""S x" OPTIONS (SET host 'shop');

-- statement 1.2 ~ server other
ALTER SERVER other OPTIONS (SET host '${OTHER_HOST}');

-- statement 1.3 ~ user_mapping "PUBLIC".other
ALTER USER MAPPING FOR PUBLIC SERVER other OPTIONS (SET "user" 'reader');
COMMIT;

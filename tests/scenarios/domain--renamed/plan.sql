-- step 1: transaction
BEGIN;
-- statement 1.1 ~ domain app."Ema ""D x"
ALTER DOMAIN app.email RENAME TO "Ema ""D x";

-- statement 1.2 ~ composite_type app."Pai ""T x"
ALTER TYPE app.pair RENAME TO "Pai ""T x";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ subscription dropped
ALTER SUBSCRIPTION dropped DISABLE;

-- statement 1.2 ~ subscription dropped
ALTER SUBSCRIPTION dropped SET (slot_name = NONE);

-- statement 1.3 - subscription dropped  [SC401]
DROP SUBSCRIPTION dropped;

-- statement 1.4 ~ subscription "Sub ""S x"
ALTER SUBSCRIPTION "Sub ""S x" CONNECTION 'host=/elsewhere dbname=shop user=repl password=${OTHER_PASSWORD}';

-- statement 1.5 ~ subscription "Sub ""S x"  [SC606]
ALTER SUBSCRIPTION "Sub ""S x" SET PUBLICATION "B ""x", c WITH (refresh = false);

-- statement 1.6 ~ subscription "Sub ""S x"
ALTER SUBSCRIPTION "Sub ""S x" SET (binary = true, streaming = 'off', synchronous_commit = 'local');

-- statement 1.7 ~ subscription "Sub ""S x"  [SC606]
ALTER SUBSCRIPTION "Sub ""S x" ENABLE;

-- statement 1.8 ~ subscription slotless
ALTER SUBSCRIPTION slotless SET (slot_name = 'own_slot');

-- statement 1.9 ~ subscription slotless  [SC606]
ALTER SUBSCRIPTION slotless ENABLE;

-- statement 1.10 ~ subscription switched  [SC606]
ALTER SUBSCRIPTION switched DISABLE;

-- statement 1.11 ~ subscription switched
ALTER SUBSCRIPTION switched SET (slot_name = NONE);

-- statement 1.12 + subscription added  [SC606]
CREATE SUBSCRIPTION added CONNECTION 'postgresql://repl:${ADDED_PASSWORD}@/shop?host=/nowhere' PUBLICATION a WITH (connect = false, streaming = 'on');

-- statement 1.13 ~ comment subscription."Sub ""S x"
COMMENT ON SUBSCRIPTION "Sub ""S x" IS 'Ours';
COMMIT;

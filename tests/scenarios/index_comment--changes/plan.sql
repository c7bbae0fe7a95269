-- step 1: transaction
BEGIN;
-- statement 1.1 - index_comment unique.app."Odd ""T x"."Uni ""U x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app."Uni ""U x" IS NULL;

-- statement 1.2 ~ index_comment primary_key.app."Odd ""T x"."Odd ""T x_pkey"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app."Odd ""T x_pkey" IS 'it''s';

-- statement 1.3 + index_comment unique.app."Odd ""T x".other  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app.other IS 'added';
COMMIT;

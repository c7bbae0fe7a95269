-- step 1: transaction
BEGIN;
-- statement 1.1 - comment table.app."Odd ""T x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON TABLE app."Odd ""T x" IS NULL;

-- statement 1.2 - comment column.app."Odd ""T x".id  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Odd ""T x".id IS NULL;

-- statement 1.3 - comment index.app."Odd ""T x".ind  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app.ind IS NULL;

-- statement 1.4 - comment view.app.v  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON VIEW app.v IS NULL;

-- statement 1.5 ~ comment schema.app
COMMENT ON SCHEMA app IS 'it''s "odd"';

-- statement 1.6 ~ comment enum.app.color
COMMENT ON TYPE app.color IS 'other';

-- statement 1.7 ~ comment function.app.f
COMMENT ON FUNCTION app.f() IS 'other';

-- statement 1.8 + comment column.app."Odd ""T x".name  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Odd ""T x".name IS E'two
lines and \\ more';

-- statement 1.9 ~ comment check.app."Odd ""T x".che
COMMENT ON CONSTRAINT che ON app."Odd ""T x" IS 'other';
COMMIT;

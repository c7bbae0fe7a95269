-- step 1: transaction
BEGIN;
-- statement 1.1 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  id integer
);

-- statement 1.2 + comment table.app.items  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON TABLE app.items IS 'moved';

-- statement 1.3 ~ owner table.app."Odd ""T x"
ALTER TABLE app."Odd ""T x" OWNER TO "Rol ""R x";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  id integer
);

-- statement 1.2 + table app.new
CREATE TABLE app.new (
  id integer
);

-- statement 1.3 + table app.theirs
CREATE TABLE app.theirs (
  id integer
);

-- statement 1.4 ~ owner schema."Odd ""S x"
ALTER SCHEMA "Odd ""S x" OWNER TO own;

-- statement 1.5 + privilege schema.app.own
GRANT ALL ON SCHEMA app TO own;

-- statement 1.6 ~ owner table.app."Odd ""T x"
ALTER TABLE app."Odd ""T x" OWNER TO own;

-- statement 1.7 ~ owner table.app.new
ALTER TABLE app.new OWNER TO own;

-- statement 1.8 ~ owner table.app.there  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.there OWNER TO own;

-- statement 1.9 + privilege schema.app.rw
GRANT CREATE ON SCHEMA app TO rw;

-- statement 1.10 ~ owner table.app.theirs
ALTER TABLE app.theirs OWNER TO rw;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - publication_table pp."app.items"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL  [SC406]
ALTER PUBLICATION pp DROP TABLE ONLY app.items;

-- statement 1.2 - trigger app.items.t  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER t ON app.items;

-- statement 1.3 - foreign_key app.items.f  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.items DROP CONSTRAINT f;

-- statement 1.4 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" RENAME TO "Col ""E x_old";

-- statement 1.5 ~ enum app."Col ""E x"
CREATE TYPE app."Col ""E x" AS ENUM ('blue', 'red');

-- statement 1.6 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.items ALTER COLUMN c SET DATA TYPE app."Col ""E x" USING c::text::app."Col ""E x", ALTER COLUMN a SET DATA TYPE app."Col ""E x"[] USING a::text[]::app."Col ""E x"[];

-- statement 1.7 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.kinds ALTER COLUMN c SET DATA TYPE app."Col ""E x" USING c::text::app."Col ""E x";

-- statement 1.8 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Col ""E x_old";

-- statement 1.9 + foreign_key app.items.f  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.items ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES app.kinds(c);

-- statement 1.10 + trigger app.items.t  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE TRIGGER t BEFORE UPDATE OF c ON app.items FOR EACH ROW WHEN ((old.c IS DISTINCT FROM new.c)) EXECUTE FUNCTION app.t();

-- statement 1.11 + publication_table pp."app.items"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER PUBLICATION pp ADD TABLE ONLY app.items (c, id);
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - row app.kinds.old  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY app.kinds WHERE lv = 'old';

-- statement 1.2 ~ row app.items."1"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app.items (id, lv) VALUES (1, 'mid')
ON CONFLICT (id) DO UPDATE SET lv = excluded.lv;

-- statement 1.3 ~ enum app."Le ""V x"
ALTER TYPE app."Le ""V x" RENAME TO "Le ""V x_old";

-- statement 1.4 ~ enum app."Le ""V x"
CREATE TYPE app."Le ""V x" AS ENUM ('low', 'mid');

-- statement 1.5 ~ enum app."Le ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.items ALTER COLUMN lv SET DATA TYPE app."Le ""V x" USING lv::text::app."Le ""V x";

-- statement 1.6 ~ enum app."Le ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.kinds ALTER COLUMN lv SET DATA TYPE app."Le ""V x" USING lv::text::app."Le ""V x";

-- statement 1.7 ~ enum app."Le ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Le ""V x_old";
COMMIT;

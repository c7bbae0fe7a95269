-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.three  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER TABLE app.three SET UNLOGGED;

-- statement 1.2 ~ table app.two  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER TABLE app.two SET UNLOGGED;

-- statement 1.3 ~ table app."One ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER TABLE app."One ""T x" SET UNLOGGED;

-- statement 1.4 ~ table app.user  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER TABLE app."user" SET UNLOGGED;

-- statement 1.5 ~ table app.part  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER TABLE app.part SET UNLOGGED;

-- statement 1.6 ~ table app.here  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.there DROP CONSTRAINT here_fk;

-- statement 1.7 ~ table app.here  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER TABLE app.here SET UNLOGGED;

-- statement 1.8 ~ table app.there  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER TABLE app.there SET UNLOGGED;

-- statement 1.9 ~ table app.there  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.there ADD CONSTRAINT here_fk FOREIGN KEY (here) REFERENCES app.here(id) DEFERRABLE;

-- statement 1.10 + comment foreign_key.app.there.here_fk
COMMENT ON CONSTRAINT here_fk ON app.there IS 'round';
COMMIT;

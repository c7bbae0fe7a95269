-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.two
CREATE TABLE app.two (
  id integer,
  at date
);

-- statement 1.2 + partition app.two.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.two FOR VALUES IN (2);

-- statement 1.3 + trigger app."Odd ""T x".late  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON app."Odd ""T x" DEFERRABLE FOR EACH ROW EXECUTE FUNCTION app."Odd ""F x"();
COMMIT;

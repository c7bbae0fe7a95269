-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Old ""T x" RENAME TO "Odd ""T x";

-- statement 1.2 ~ column app.columns.becomes  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.columns RENAME COLUMN was TO becomes;

-- statement 1.3 - privilege column.app."Odd ""T x".id.rw  [SC406]
REVOKE USAGE ON SEQUENCE app."Old ""T x_id_seq" FROM rw;

-- statement 1.4 - privilege column.app.columns.becomes.rw  [SC406]
REVOKE USAGE ON SEQUENCE app.columns_was_seq FROM rw;

-- statement 1.5 - privilege column.app.odd.id.rw  [SC406]
REVOKE USAGE ON SEQUENCE app.odd_id_seq FROM rw;

-- statement 1.6 - privilege column.app.plain.id.rw  [SC406]
REVOKE USAGE ON SEQUENCE app."Odd ""Q x" FROM rw;

-- statement 1.7 - privilege column.app.without.id.rw  [SC406]
REVOKE USAGE ON SEQUENCE app."Odd ""R x" FROM rw;

-- statement 1.8 ~ column app."Odd ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT "Old ""T x_id_not_null" TO "Odd ""T x_id_not_null";

-- statement 1.9 ~ column app."Odd ""T x".id
ALTER SEQUENCE app."Old ""T x_id_seq" RENAME TO "Odd ""T x_id_seq";

-- statement 1.10 ~ column app.columns.becomes  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.columns RENAME CONSTRAINT columns_was_not_null TO columns_becomes_not_null;

-- statement 1.11 ~ column app.columns.becomes
ALTER SEQUENCE app.columns_was_seq RENAME TO columns_becomes_seq;

-- statement 1.12 ~ column app.odd.id
ALTER SEQUENCE app.odd_id_seq RENAME TO "Odd ""P x";

-- statement 1.13 ~ column app.plain.id
ALTER SEQUENCE app."Odd ""Q x" RENAME TO plain_id_seq;

-- statement 1.14 ~ column app.without.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.without ALTER COLUMN id DROP IDENTITY;

-- statement 1.15 ~ privilege column.app."Odd ""T x".id.own
GRANT UPDATE, USAGE ON SEQUENCE app."Odd ""T x_id_seq" TO own;

-- statement 1.16 ~ privilege column.app.columns.becomes.own
GRANT UPDATE, USAGE ON SEQUENCE app.columns_becomes_seq TO own;

-- statement 1.17 ~ privilege column.app.odd.id.own
GRANT UPDATE, USAGE ON SEQUENCE app."Odd ""P x" TO own;

-- statement 1.18 ~ privilege column.app.plain.id.own
GRANT UPDATE, USAGE ON SEQUENCE app.plain_id_seq TO own;
COMMIT;

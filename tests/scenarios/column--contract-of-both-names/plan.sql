-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger app.notes."!notes_wri ""T en_both"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "!notes_wri ""T en_both" ON app.notes;

-- statement 1.2 - trigger app.notes."~notes_wri ""T en_both"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "~notes_wri ""T en_both" ON app.notes;

-- statement 1.3 - function app."notes_wri ""T en_both"
DROP FUNCTION app."notes_wri ""T en_both"();

-- statement 1.4 - column app.notes."wri ""T en"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.notes DROP COLUMN "wri ""T en";

-- statement 1.5 - trigger app.notes."!notes_state_both"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "!notes_state_both" ON app.notes;

-- statement 1.6 - trigger app.notes."~notes_state_both"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "~notes_state_both" ON app.notes;

-- statement 1.7 - function app.notes_state_both
DROP FUNCTION app.notes_state_both();

-- statement 1.8 - column app.notes.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.notes DROP COLUMN state;

-- statement 1.9 ~ column app.notes."wri ""T en"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.notes RENAME COLUMN text TO "wri ""T en";

-- statement 1.10 ~ column app.notes.state  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.notes RENAME COLUMN kind TO state;
COMMIT;

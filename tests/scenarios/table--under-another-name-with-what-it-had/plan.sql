-- step 1: transaction
BEGIN;
-- statement 1.1 - primary_key app.mention.mention_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.mention DROP CONSTRAINT mention_pkey;

-- statement 1.2 + table app.comment_mention
CREATE TABLE app.comment_mention (
  id integer CONSTRAINT user_mention_id_not_null NOT NULL DEFAULT nextval('app."Mention ""Q id"'::regclass),
  read boolean CONSTRAINT user_mention_read_not_null NOT NULL DEFAULT false
);

-- statement 1.3 + primary_key app.comment_mention.mention_pkey
ALTER TABLE app.comment_mention ADD CONSTRAINT mention_pkey PRIMARY KEY (id);

-- statement 1.4 ~ sequence_owner app."Mention ""Q id".owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Mention ""Q id" OWNED BY app.comment_mention.id;

-- statement 1.5 - table app.mention  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.mention;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."old ""L ines"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Lin ""E s" RENAME TO "old ""L ines";

-- statement 1.2 ~ column app.t.nid  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.t RENAME COLUMN id TO nid;

-- statement 1.3 ~ sequence app."old ""L ines_id_seq"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app."Lin ""E s_id_seq" RENAME TO "old ""L ines_id_seq";

-- statement 1.4 ~ sequence app.t_nid_seq  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE app.t_id_seq RENAME TO t_nid_seq;

-- statement 1.5 ~ primary_key app."old ""L ines"."old ""L ines_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."old ""L ines" RENAME CONSTRAINT "Lin ""E s_pkey" TO "old ""L ines_pkey";

-- statement 1.6 + sequence app."Lin ""E s_id_seq"
CREATE SEQUENCE app."Lin ""E s_id_seq" AS integer;

-- statement 1.7 + sequence app.t_id_seq
CREATE SEQUENCE app.t_id_seq AS integer;

-- statement 1.8 + table app."Lin ""E s"
CREATE TABLE app."Lin ""E s" (
  id integer CONSTRAINT "Lin ""E s_id_not_null" NOT NULL DEFAULT nextval('app."Lin ""E s_id_seq"'::regclass),
  x integer,
  CONSTRAINT "Lin ""E s_pkey" PRIMARY KEY (id)
);

-- statement 1.9 ~ column app."old ""L ines".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."old ""L ines" RENAME CONSTRAINT "Lin ""E s_id_not_null" TO "old ""L ines_id_not_null";

-- statement 1.10 ~ column app.t.nid  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.t RENAME CONSTRAINT t_id_not_null TO t_nid_not_null;

-- statement 1.11 + column app.t.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC301]
ALTER TABLE app.t ADD COLUMN id integer CONSTRAINT t_id_not_null NOT NULL DEFAULT nextval('app.t_id_seq'::regclass);

-- statement 1.12 + sequence_owner app."Lin ""E s_id_seq".owned_by
ALTER SEQUENCE app."Lin ""E s_id_seq" OWNED BY app."Lin ""E s".id;

-- statement 1.13 + sequence_owner app.t_id_seq.owned_by
ALTER SEQUENCE app.t_id_seq OWNED BY app.t.id;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 + sequence app."Odd ""T x_id_seq"
CREATE SEQUENCE app."Odd ""T x_id_seq" AS integer;

-- statement 1.2 + default app."Odd ""T x".id.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN id SET DEFAULT nextval('app."Odd ""T x_id_seq"'::regclass);

-- statement 1.3 + sequence_owner app."Odd ""T x_id_seq".owned_by
ALTER SEQUENCE app."Odd ""T x_id_seq" OWNED BY app."Odd ""T x".id;

-- statement 1.4 ~ sequence_owner app."Odd ""T x_id_seq".owned_by
SELECT pg_catalog.setval('app."Odd ""T x_id_seq"', max(id)) FROM app."Odd ""T x" WHERE id >= 1;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - privilege table.app."Odd ""T x".rw  [SC406]
REVOKE SELECT ("Col ""C x", id), UPDATE ("Col ""C x") ON TABLE app."Odd ""T x" FROM rw;

-- statement 1.2 - column app."Odd ""T x"."Col ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN "Col ""C x";

-- statement 1.3 + column app."Odd ""T x"."Col ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC303]
ALTER TABLE app."Odd ""T x" ADD COLUMN "Col ""C x" integer GENERATED ALWAYS AS ((id + 1)) STORED;

-- statement 1.4 + privilege table.app."Odd ""T x".rw
GRANT SELECT ("Col ""C x", id), UPDATE ("Col ""C x") ON TABLE app."Odd ""T x" TO rw;
COMMIT;

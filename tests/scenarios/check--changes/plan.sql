-- step 1: transaction
BEGIN;
-- statement 1.1 - check app."Odd ""T x".changed  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT changed;

-- statement 1.2 - check app."Odd ""T x".dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT dropped;

-- statement 1.3 - check app."Odd ""T x".enforced  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT enforced;

-- statement 1.4 ~ function app.good.integer  [SC405]
CREATE OR REPLACE FUNCTION app.good(integer)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select $1 > -1$$;

-- statement 1.5 ~ check app."Odd ""T x"."Val ""K x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" VALIDATE CONSTRAINT "Val ""K x";

-- statement 1.6 + check app."Odd ""T x"."New ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "New ""K x" CHECK (("Col ""C x" IS NOT NULL)) NO INHERIT;

-- statement 1.7 + check app."Odd ""T x".changed  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT changed CHECK (((a >= 0) AND ("Col ""C x" <> ''::text)));

-- statement 1.8 + check app."Odd ""T x".enforced  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT enforced CHECK ((a <> 6));
COMMIT;

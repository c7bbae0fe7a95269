-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Odd ""E x"
ALTER TYPE app."Odd ""E x" ADD VALUE 'n';
COMMIT;

-- step 2: transaction
BEGIN;
-- statement 2.1 - policy app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC406]
DROP POLICY p ON app."Odd ""T x";

-- statement 2.2 - view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.v;

-- statement 2.3 - check app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT c;

-- statement 2.4 + check app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT c CHECK ((x <> 'n'::app."Odd ""E x"));

-- statement 2.5 + view app.v
CREATE VIEW app.v AS
SELECT ((x = 'n'::app."Odd ""E x"))::integer AS y
   FROM app."Odd ""T x";

-- statement 2.6 + policy app."Odd ""T x".p  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE POLICY p ON app."Odd ""T x" AS RESTRICTIVE USING (((x = 'a'::app."Odd ""E x") OR (x = 'n'::app."Odd ""E x")));
COMMIT;

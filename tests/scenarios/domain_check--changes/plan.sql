-- step 1: transaction
BEGIN;
-- statement 1.1 - domain_check app."Num ""D x".changed  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER DOMAIN app."Num ""D x" DROP CONSTRAINT changed;

-- statement 1.2 - domain_check app."Num ""D x".dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER DOMAIN app."Num ""D x" DROP CONSTRAINT dropped;

-- statement 1.3 ~ domain_check app."Num ""D x"."Val ""K x"  [SC209]
ALTER DOMAIN app."Num ""D x" VALIDATE CONSTRAINT "Val ""K x";

-- statement 1.4 + domain_check app."Num ""D x"."Add ""K x"  [SC209]
ALTER DOMAIN app."Num ""D x" ADD CONSTRAINT "Add ""K x" CHECK ((VALUE IS DISTINCT FROM 7));

-- statement 1.5 + domain_check app."Num ""D x".changed  [SC209]
ALTER DOMAIN app."Num ""D x" ADD CONSTRAINT changed CHECK ((VALUE > '-1'::integer));
COMMIT;

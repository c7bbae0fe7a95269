-- step 1: transaction
BEGIN;
-- statement 1.1 - privilege table.public."Odd ""T x".rw  [SC406]
REVOKE INSERT (was) ON TABLE public."Odd ""T x" FROM rw;

-- statement 1.2 - column public."Odd ""T x".was  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE public."Odd ""T x" DROP COLUMN was;

-- statement 1.3 + column public.heir.b  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.heir ADD COLUMN b integer;

-- statement 1.4 + inheritance public.heir."public.""Odd """"T x"""  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.heir INHERIT public."Odd ""T x";

-- statement 1.5 + column public."Odd ""T x"."no ""te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" ADD COLUMN "no ""te" text;

-- statement 1.6 + privilege table.public."Odd ""T x".rw
GRANT INSERT ("no ""te") ON TABLE public."Odd ""T x" TO rw;
COMMIT;

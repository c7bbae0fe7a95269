-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column public."Odd ""T x"."no ""te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" ALTER COLUMN "no ""te" SET COMPRESSION pglz;

-- statement 1.2 ~ column public."Odd ""T x"."no ""te"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE public."Odd ""T x" ALTER COLUMN "no ""te" SET (n_distinct=4);

-- statement 1.3 ~ column public.heir."no ""te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.heir ALTER COLUMN "no ""te" SET COMPRESSION pglz;

-- statement 1.4 ~ column public.heir_of_heir."no ""te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.heir_of_heir ALTER COLUMN "no ""te" SET COMPRESSION pglz;

-- statement 1.5 ~ column public."Odd ""T x".d  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" ALTER COLUMN d SET STORAGE EXTERNAL;
COMMIT;

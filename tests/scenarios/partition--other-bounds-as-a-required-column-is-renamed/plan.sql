-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column public."Odd ""T x"."no ""te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE public."Odd ""T x" RENAME COLUMN was TO "no ""te";

-- statement 1.2 - partition public.part.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" DETACH PARTITION public.part;

-- statement 1.3 ~ column public."Odd ""T x"."no ""te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" ALTER COLUMN "no ""te" DROP NOT NULL;

-- statement 1.4 ~ column public.x9."no ""te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.x9 ALTER COLUMN "no ""te" DROP NOT NULL;

-- statement 1.5 ~ column public.x9."no ""te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.x9 ADD CONSTRAINT "x9_no ""te_not_null" NOT NULL "no ""te";

-- statement 1.6 ~ column public."Odd ""T x"."no ""te"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" ADD CONSTRAINT "Odd ""T x_no ""te_not_null" NOT NULL "no ""te";

-- statement 1.7 + partition public.part.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE public."Odd ""T x" ATTACH PARTITION public.part FOR VALUES FROM (6) TO (8);
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - partition public.m8x.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" DETACH PARTITION public.m8x;

-- statement 1.2 - table public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE public."Odd ""T x";

-- statement 1.3 + table public."Odd ""T x"
CREATE TABLE public."Odd ""T x" (
  a integer GENERATED ALWAYS AS IDENTITY CONSTRAINT "Odd ""T x_a_not_null" NOT NULL,
  b text
) PARTITION BY RANGE (b);

-- statement 1.4 + column public.other.y  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.other ADD COLUMN y integer;

-- statement 1.5 + partition public.m8x.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE public."Odd ""T x" ATTACH PARTITION public.m8x FOR VALUES FROM ('x') TO ('y');

-- statement 1.6 ~ column public."Odd ""T x".a  lock: ACCESS SHARE  blocks: nothing
SELECT pg_catalog.setval('public."Odd ""T x_a_seq"', max(a)) FROM public."Odd ""T x" WHERE a >= 1;
COMMIT;

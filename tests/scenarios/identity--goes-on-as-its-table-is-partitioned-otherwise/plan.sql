-- step 1: transaction
BEGIN;
-- statement 1.1 - partition public.m8x.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" DETACH PARTITION public.m8x;

-- statement 1.2 - default public.m8x.c.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.m8x ALTER COLUMN c DROP DEFAULT;

-- statement 1.3 - table public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE public."Odd ""T x";

-- statement 1.4 + sequence public."Odd ""T x_d_seq"
CREATE SEQUENCE public."Odd ""T x_d_seq" AS integer;

-- statement 1.5 + table public."Odd ""T x"
CREATE TABLE public."Odd ""T x" (
  a integer GENERATED ALWAYS AS IDENTITY CONSTRAINT "Odd ""T x_a_not_null" NOT NULL,
  b text,
  c integer GENERATED ALWAYS AS IDENTITY CONSTRAINT "Odd ""T x_c_not_null" NOT NULL,
  d integer CONSTRAINT "Odd ""T x_d_not_null" NOT NULL DEFAULT nextval('public."Odd ""T x_d_seq"'::regclass)
) PARTITION BY RANGE (b);

-- statement 1.6 + default public.m8x.d.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.m8x ALTER COLUMN d SET DEFAULT nextval('public."Odd ""T x_d_seq"'::regclass);

-- statement 1.7 + partition public.m8x.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE public."Odd ""T x" ATTACH PARTITION public.m8x FOR VALUES FROM ('x') TO ('y');

-- statement 1.8 + sequence_owner public."Odd ""T x_d_seq".owned_by
ALTER SEQUENCE public."Odd ""T x_d_seq" OWNED BY public."Odd ""T x".d;

-- statement 1.9 ~ column public."Odd ""T x".a  lock: ACCESS SHARE  blocks: nothing
SELECT pg_catalog.setval('public."Odd ""T x_a_seq"', max(a)) FROM public."Odd ""T x" WHERE a >= 1;

-- statement 1.10 ~ column public."Odd ""T x".c  lock: ACCESS SHARE  blocks: nothing
SELECT pg_catalog.setval('public."Odd ""T x_c_seq"', max(c)) FROM public."Odd ""T x" WHERE c >= 1;

-- statement 1.11 ~ column public."Odd ""T x".d  lock: ACCESS SHARE  blocks: nothing
SELECT pg_catalog.setval('public."Odd ""T x_d_seq"', max(d)) FROM public."Odd ""T x" WHERE d >= 1;
COMMIT;

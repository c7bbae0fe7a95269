-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" NOT OF;

-- statement 1.2 ~ table public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE public."Odd ""T x" DROP COLUMN u, DROP COLUMN "f""i";

-- statement 1.3 ~ table public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE public."Odd ""T x" ALTER COLUMN kind SET DATA TYPE text;

-- statement 1.4 - composite_type public.x8  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE public.x8;

-- statement 1.5 - enum public.a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE public.a;

-- statement 1.6 + enum public.a
CREATE TYPE public.a AS ENUM ('l', 'it', 'new', 'paid');

-- statement 1.7 + composite_type public.x8
CREATE TYPE public.x8 AS (
  kind public.a,
  g text,
  z text COLLATE pg_catalog."C",
  w public.a[]
);

-- statement 1.8 ~ table public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE public."Odd ""T x" ALTER COLUMN kind SET DATA TYPE public.a USING kind::public.a;

-- statement 1.9 ~ table public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" ADD COLUMN z text COLLATE pg_catalog."C", ADD COLUMN w public.a[];

-- statement 1.10 ~ table public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" OF public.x8;
COMMIT;

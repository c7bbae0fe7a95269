-- step 1: transaction
BEGIN;
-- statement 1.1 - comment typed_column.public.x11.items  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN public.x11.items IS NULL;

-- statement 1.2 - typed_column public.x11.items  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE public.x11 ALTER COLUMN items SET STATISTICS -1;

-- statement 1.3 ~ table public.x11  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.x11 NOT OF;

-- statement 1.4 ~ table public.x11  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE public.x11 ALTER COLUMN items SET DATA TYPE text;

-- statement 1.5 - composite_type public.x10  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE public.x10;

-- statement 1.6 - composite_type public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE public."Odd ""T x";

-- statement 1.7 + composite_type public."Odd ""T x"
CREATE TYPE public."Odd ""T x" AS (
  c integer
);

-- statement 1.8 + composite_type public.x10
CREATE TYPE public.x10 AS (
  items public."Odd ""T x",
  z text
);

-- statement 1.9 ~ table public.x11  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE public.x11 ALTER COLUMN items SET DATA TYPE public."Odd ""T x" USING items::public."Odd ""T x";

-- statement 1.10 ~ table public.x11  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.x11 OF public.x10;

-- statement 1.11 + typed_column public.x11.items  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE public.x11 ALTER COLUMN items SET STATISTICS 50;

-- statement 1.12 + comment typed_column.public.x11.items  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN public.x11.items IS 'Ours';
COMMIT;

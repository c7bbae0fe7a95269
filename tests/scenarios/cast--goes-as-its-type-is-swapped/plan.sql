-- step 1: transaction
BEGIN;
-- statement 1.1 - cast "public.""Odd """"T x""".integer
DROP CAST (public."Odd ""T x" AS integer);

-- statement 1.2 ~ domain public.price
ALTER TYPE public."Odd ""T x" RENAME TO "Odd ""T x_old";

-- statement 1.3 ~ domain public.price
ALTER DOMAIN public.price RENAME TO price_old;

-- statement 1.4 ~ domain public.price
CREATE DOMAIN public.price AS integer[] NOT NULL;

-- statement 1.5 ~ domain public.price
CREATE TYPE public."Odd ""T x" AS (
  flag boolean,
  note public.price
);

-- statement 1.6 ~ domain public.price  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE public.t ALTER COLUMN a SET DATA TYPE public."Odd ""T x" USING a::text::public."Odd ""T x";

-- statement 1.7 ~ domain public.price  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE public."Odd ""T x_old";

-- statement 1.8 ~ domain public.price  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN public.price_old;

-- statement 1.9 + column public.t.b  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public.t ADD COLUMN b public."Odd ""T x";
COMMIT;

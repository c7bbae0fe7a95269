-- step 1: transaction
BEGIN;
-- statement 1.1 - table public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE public."Odd ""T x";

-- statement 1.2 ~ sequence public.s  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE public.s AS integer NO MINVALUE NO MAXVALUE;

-- statement 1.3 + sequence public."ne ""w"
CREATE SEQUENCE public."ne ""w";

-- statement 1.4 + table public."Odd ""T x"
CREATE TABLE public."Odd ""T x" (
  a integer,
  b integer,
  c integer
);

-- statement 1.5 ~ sequence_owner public."ne ""w".owned_by
ALTER TABLE public."Odd ""T x" OWNER TO rw;

-- statement 1.6 ~ sequence_owner public."ne ""w".owned_by
ALTER SEQUENCE public."ne ""w" OWNER TO rw;

-- statement 1.7 + sequence_owner public."ne ""w".owned_by
ALTER SEQUENCE public."ne ""w" OWNED BY public."Odd ""T x".c;

-- statement 1.8 ~ sequence_owner public.s.owned_by  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" OWNER TO rw;

-- statement 1.9 ~ sequence_owner public.s.owned_by  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER SEQUENCE public.s OWNER TO rw;

-- statement 1.10 + sequence_owner public.s.owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE public.s OWNED BY public."Odd ""T x".b;

-- statement 1.11 ~ owner table.public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" OWNER TO rw;
COMMIT;

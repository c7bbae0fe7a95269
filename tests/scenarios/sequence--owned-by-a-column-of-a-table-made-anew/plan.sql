-- step 1: transaction
BEGIN;
-- statement 1.1 - table public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE public."Odd ""T x";

-- statement 1.2 ~ sequence public.s  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE public.s AS integer NO MINVALUE NO MAXVALUE;

-- statement 1.3 + table public."Odd ""T x"
CREATE TABLE public."Odd ""T x" (
  a integer,
  b integer
);

-- statement 1.4 ~ sequence_owner public.s.owned_by  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" OWNER TO rw;

-- statement 1.5 ~ sequence_owner public.s.owned_by  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER SEQUENCE public.s OWNER TO rw;

-- statement 1.6 + sequence_owner public.s.owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE public.s OWNED BY public."Odd ""T x".b;

-- statement 1.7 ~ owner table.public."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" OWNER TO rw;
COMMIT;

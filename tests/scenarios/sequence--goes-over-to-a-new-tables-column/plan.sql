-- step 1: transaction
BEGIN;
-- statement 1.1 + table public."Odd ""T x"
CREATE TABLE public."Odd ""T x" (
  x integer
);

-- statement 1.2 ~ sequence_owner public.s.owned_by  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" OWNER TO rw;

-- statement 1.3 ~ sequence_owner public.s.owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE public.s OWNED BY public."Odd ""T x".x;

-- statement 1.4 - table public.gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE public.gone;

-- statement 1.5 ~ sequence_owner public.t.owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE public.t OWNED BY NONE;

-- statement 1.6 ~ sequence_owner public.t.owned_by  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER SEQUENCE public.t OWNER TO ro;

-- statement 1.7 ~ sequence_owner public.t.owned_by  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE public.t OWNED BY public.of_another.x;

-- statement 1.8 ~ owner table.public."Odd ""T x"
ALTER TABLE public."Odd ""T x" OWNER TO rw;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table public.t  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER TABLE public.t SET TABLESPACE pg_default;

-- statement 1.2 ~ table public.u  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER TABLE public.u SET TABLESPACE "schemactl_Odd ""S x";

-- statement 1.3 ~ primary_key public.t.t_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER INDEX public.t_pkey SET TABLESPACE "schemactl_Odd ""S x";

-- statement 1.4 ~ index public.t.i  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER INDEX public.i SET TABLESPACE pg_default;

-- statement 1.5 ~ materialized_view public.m  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER MATERIALIZED VIEW public.m SET TABLESPACE "schemactl_Odd ""S x";
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key public.refers.to  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE public.refers DROP CONSTRAINT "to";

-- statement 1.2 - index public."Odd ""T x".other  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX public.other;

-- statement 1.3 + primary_key public."Odd ""T x"."the ""key"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" ADD CONSTRAINT "the ""key" PRIMARY KEY USING INDEX numbers;

-- statement 1.4 + unique public."Odd ""T x".other  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE public."Odd ""T x" ADD CONSTRAINT other UNIQUE (b);

-- statement 1.5 + unique public."Odd ""T x".same  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE public."Odd ""T x" ADD CONSTRAINT same UNIQUE USING INDEX same DEFERRABLE;

-- statement 1.6 + foreign_key public.refers.to  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE public.refers ADD CONSTRAINT "to" FOREIGN KEY (id) REFERENCES public."Odd ""T x"(id);

-- statement 1.7 - index_comment primary_key.public."Odd ""T x"."the ""key"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX public."the ""key" IS NULL;
COMMIT;

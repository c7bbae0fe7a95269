-- step 1: transaction
BEGIN;
-- statement 1.1 - check shop."Pay ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop."Pay ""T x" DROP CONSTRAINT positive;

-- statement 1.2 - check shop."Gold ""C d".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop."Gold ""C d" DROP CONSTRAINT positive;

-- statement 1.3 - check shop."Pay ""T x".short  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop."Pay ""T x" DROP CONSTRAINT short;

-- statement 1.4 - check shop.cards.of_cards  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop.cards DROP CONSTRAINT of_cards;

-- statement 1.5 - default shop."Pay ""T x"."Am ""T t".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Pay ""T x" ALTER COLUMN "Am ""T t" DROP DEFAULT;

-- statement 1.6 - default shop.cards."Am ""T t".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop.cards ALTER COLUMN "Am ""T t" DROP DEFAULT;

-- statement 1.7 ~ column shop."Pay ""T x"."Am ""T t"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Pay ""T x" ALTER COLUMN "Am ""T t" DROP NOT NULL;

-- statement 1.8 ~ column shop."Pay ""T x"."Am ""T t"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE shop."Pay ""T x" ALTER COLUMN "Am ""T t" SET DATA TYPE bigint;

-- statement 1.9 ~ column shop."Pay ""T x"."Am ""T t"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE shop."Pay ""T x" ADD CONSTRAINT "Pay ""T x_Am ""T t_not_null" NOT NULL "Am ""T t";

-- statement 1.10 ~ column shop.cards.note  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop.cards ALTER COLUMN note DROP NOT NULL;

-- statement 1.11 ~ column shop."Pay ""T x".note  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE shop."Pay ""T x" ALTER COLUMN note SET DATA TYPE character varying(15);

-- statement 1.12 ~ column shop.cards.note  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE shop.cards ALTER COLUMN note SET NOT NULL;

-- statement 1.13 + default shop."Pay ""T x"."Am ""T t".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Pay ""T x" ALTER COLUMN "Am ""T t" SET DEFAULT 7;

-- statement 1.14 + default shop.cards."Am ""T t".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop.cards ALTER COLUMN "Am ""T t" SET DEFAULT 8;

-- statement 1.15 + check shop."Gold ""C d".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE shop."Gold ""C d" ADD CONSTRAINT positive CHECK (("Am ""T t" > 0));

-- statement 1.16 + check shop."Pay ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE shop."Pay ""T x" ADD CONSTRAINT positive CHECK (("Am ""T t" > 0));

-- statement 1.17 + check shop."Pay ""T x".short  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE shop."Pay ""T x" ADD CONSTRAINT short CHECK ((length((note)::text) < 30)) NO INHERIT;

-- statement 1.18 + check shop.cards.of_cards  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE shop.cards ADD CONSTRAINT of_cards CHECK (("Am ""T t" < 1000));

-- statement 1.19 - default shop.cash."Am ""T t".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop.cash ALTER COLUMN "Am ""T t" DROP DEFAULT;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key shop.lines.of_order  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop.lines DROP CONSTRAINT of_order;

-- statement 1.2 - index shop."Order ""T x"."by ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX shop."by ""P x";

-- statement 1.3 - check shop."Order ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop."Order ""T x" DROP CONSTRAINT positive;

-- statement 1.4 - default shop."Order ""T x"."the Id ""x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Order ""T x" ALTER COLUMN "the Id ""x" DROP DEFAULT;

-- statement 1.5 - default shop."Order ""T x".price.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Order ""T x" ALTER COLUMN price DROP DEFAULT;

-- statement 1.6 - default shop."Order ""T x".stamp.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Order ""T x" ALTER COLUMN stamp DROP DEFAULT;

-- statement 1.7 ~ sequence shop.numbers  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE shop.numbers AS bigint NO MINVALUE NO MAXVALUE;

-- statement 1.8 ~ column shop."Order ""T x"."the Id ""x"
SET LOCAL search_path TO shop, public;

-- statement 1.9 ~ column shop."Order ""T x"."the Id ""x" and 2 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE shop."Order ""T x" ALTER COLUMN "the Id ""x" SET DATA TYPE bigint, ALTER COLUMN price SET DATA TYPE numeric(12,2), ALTER COLUMN stamp SET DATA TYPE timestamp without time zone USING stamp at time zone 'UTC';

-- statement 1.10 ~ column shop."Order ""T x"."the Id ""x"
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.11 ~ column shop.lines.order_id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE shop.lines ALTER COLUMN order_id SET DATA TYPE bigint;

-- statement 1.12 + default shop."Order ""T x"."the Id ""x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Order ""T x" ALTER COLUMN "the Id ""x" SET DEFAULT nextval('shop.numbers'::regclass);

-- statement 1.13 + default shop."Order ""T x".price.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Order ""T x" ALTER COLUMN price SET DEFAULT 1;

-- statement 1.14 + default shop."Order ""T x".stamp.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Order ""T x" ALTER COLUMN stamp SET DEFAULT now();

-- statement 1.15 + check shop."Order ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE shop."Order ""T x" ADD CONSTRAINT positive CHECK ((price > (0)::numeric));

-- statement 1.16 + index shop."Order ""T x"."by ""P x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "by ""P x" ON shop."Order ""T x" USING btree (price DESC, lower((price)::text) text_pattern_ops) INCLUDE (name) WHERE ((price > (2)::numeric) AND (name <> 'price'::text));

-- statement 1.17 + foreign_key shop.lines.of_order  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE shop.lines ADD CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES shop."Order ""T x"("the Id ""x") ON DELETE CASCADE;
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key shop.lines.of_order  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop.lines DROP CONSTRAINT of_order;

-- statement 1.2 - check shop."Order ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop."Order ""T x" DROP CONSTRAINT positive;

-- statement 1.3 - check shop.low.own  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop.low DROP CONSTRAINT own;

-- statement 1.4 - default shop."Order ""T x"."Pri ""C e".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE ONLY shop."Order ""T x" ALTER COLUMN "Pri ""C e" DROP DEFAULT;

-- statement 1.5 - default shop.high."Pri ""C e".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE ONLY shop.high ALTER COLUMN "Pri ""C e" DROP DEFAULT;

-- statement 1.6 - default shop."higher ""T x"."Pri ""C e".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."higher ""T x" ALTER COLUMN "Pri ""C e" DROP DEFAULT;

-- statement 1.7 - default shop.low."Pri ""C e".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop.low ALTER COLUMN "Pri ""C e" DROP DEFAULT;

-- statement 1.8 ~ column shop."Order ""T x"."Pri ""C e"
SET LOCAL search_path TO shop, public;

-- statement 1.9 ~ column shop."Order ""T x"."Pri ""C e" and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE shop."Order ""T x" ALTER COLUMN "Pri ""C e" SET DATA TYPE bigint, ALTER COLUMN stamp SET DATA TYPE timestamp without time zone USING stamp at time zone 'UTC';

-- statement 1.10 ~ column shop."Order ""T x"."Pri ""C e"
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.11 ~ column shop.lines.price  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE shop.lines ALTER COLUMN price SET DATA TYPE bigint;

-- statement 1.12 + default shop."Order ""T x"."Pri ""C e".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE ONLY shop."Order ""T x" ALTER COLUMN "Pri ""C e" SET DEFAULT 7;

-- statement 1.13 + default shop.high."Pri ""C e".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE ONLY shop.high ALTER COLUMN "Pri ""C e" SET DEFAULT 7;

-- statement 1.14 + default shop."higher ""T x"."Pri ""C e".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."higher ""T x" ALTER COLUMN "Pri ""C e" SET DEFAULT 9;

-- statement 1.15 + default shop.low."Pri ""C e".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop.low ALTER COLUMN "Pri ""C e" SET DEFAULT 8;

-- statement 1.16 + check shop."Order ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE shop."Order ""T x" ADD CONSTRAINT positive CHECK (("Pri ""C e" > 0));

-- statement 1.17 + check shop.low.own  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE shop.low ADD CONSTRAINT own CHECK (("Pri ""C e" < 1000));

-- statement 1.18 + foreign_key shop.lines.of_order  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE shop.lines ADD CONSTRAINT of_order FOREIGN KEY (order_id, price) REFERENCES shop."Order ""T x"(id, "Pri ""C e");

-- statement 1.19 - index shop."Order ""T x"."by ""P x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX shop."by ""P x";

-- statement 1.20 - index shop."Order ""T x".by_stamp  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX shop.by_stamp;

-- statement 1.21 + index shop."higher ""T x"."higher ""by"" P x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "higher ""by"" P x" ON shop."higher ""T x" USING btree ("Pri ""C e" DESC, lower(("Pri ""C e")::text) text_pattern_ops) INCLUDE (name) WHERE ("Pri ""C e" > 2);

-- statement 1.22 + index shop.high."high ""by"" P x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "high ""by"" P x" ON shop.high USING btree ("Pri ""C e" DESC, lower(("Pri ""C e")::text) text_pattern_ops) INCLUDE (name) WHERE ("Pri ""C e" > 2);

-- statement 1.23 + index shop."higher ""T x".higher_stamp  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX higher_stamp ON shop."higher ""T x" USING btree (name, stamp);

-- statement 1.24 + index shop.high.high_stamp  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX high_stamp ON shop.high USING btree (name, stamp);

-- statement 1.25 + index shop.low."low ""by"" P x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "low ""by"" P x" ON shop.low USING btree ("Pri ""C e" DESC, lower(("Pri ""C e")::text) text_pattern_ops) INCLUDE (name) WHERE ("Pri ""C e" > 2);

-- statement 1.26 + index shop."Order ""T x"."by ""P x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "by ""P x" ON shop."Order ""T x" USING btree ("Pri ""C e" DESC, lower(("Pri ""C e")::text) text_pattern_ops) INCLUDE (name) WHERE ("Pri ""C e" > 2);

-- statement 1.27 + index shop.low.low_stamp  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX low_stamp ON shop.low USING btree (name, stamp);

-- statement 1.28 + index shop."Order ""T x".by_stamp  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_stamp ON shop."Order ""T x" USING btree (name, stamp);
COMMIT;

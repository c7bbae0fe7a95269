-- step 1: transaction
BEGIN;
-- statement 1.1 + schema "Odd ""S x"
CREATE SCHEMA "Odd ""S x";

-- statement 1.2 + table "Odd ""S x"."Big ""T x"
CREATE TABLE "Odd ""S x"."Big ""T x" (
  "Id ""C x" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  name text NOT NULL DEFAULT 'a ''b'::text,
  "Total ""N x" numeric(12,2) NOT NULL DEFAULT 0,
  at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "Big ""T x_pkey" PRIMARY KEY ("Id ""C x"),
  CONSTRAINT "Uni ""Q x" UNIQUE (name, "Total ""N x"),
  CONSTRAINT "Che ""K x" CHECK (("Total ""N x" >= (0)::numeric))
);

-- statement 1.3 + table "Odd ""S x".plain
CREATE TABLE "Odd ""S x".plain (
  id integer NOT NULL,
  big bigint NOT NULL,
  CONSTRAINT plain_pkey PRIMARY KEY (id)
);

-- statement 1.4 + index "Odd ""S x"."Big ""T x"."Ind ""X x"
CREATE INDEX "Ind ""X x" ON "Odd ""S x"."Big ""T x" USING btree (at DESC) INCLUDE (name) WHERE (name <> ''::text);

-- statement 1.5 + foreign_key "Odd ""S x".plain.plain_big_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE "Odd ""S x".plain ADD CONSTRAINT plain_big_fkey FOREIGN KEY (big) REFERENCES "Odd ""S x"."Big ""T x"("Id ""C x");

-- statement 1.6 + comment table."Odd ""S x"."Big ""T x"
COMMENT ON TABLE "Odd ""S x"."Big ""T x" IS 'It''s "odd"';
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ sequence "Odd ""S x".b  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE "Odd ""S x".a RENAME TO b;

-- statement 1.2 + column "Odd ""S x".child.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE "Odd ""S x".child ADD COLUMN id integer;

-- statement 1.3 + inheritance "Odd ""S x".child."""Odd """"S x"".a_name_of_sixty_three_bytes_as_long_as_postgresql_will_take_one"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE "Odd ""S x".child INHERIT "Odd ""S x".a_name_of_sixty_three_bytes_as_long_as_postgresql_will_take_one;
COMMIT;

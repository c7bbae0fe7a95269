-- step 1: transaction
BEGIN;
-- statement 1.1 - row "Sch ""E x"."Ta ""B. x"."$$"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM ONLY "Sch ""E x"."Ta ""B. x" WHERE "sel'ect ""Q x" = '$$';

-- statement 1.2 ~ row "Sch ""E x"."Ta ""B. x"."%s {} ${X} :x" and 1 more  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO "Sch ""E x"."Ta ""B. x" ("sel'ect ""Q x", "Ünï, (x)", "user") VALUES
  ('%s {} ${X} :x', E'\u200c\u202e', 3),
  ('it''s; -- "a"', 'line
break	tab', 10)
ON CONFLICT ("sel'ect ""Q x") DO UPDATE SET "Ünï, (x)" = excluded."Ünï, (x)", "user" = excluded."user";
COMMIT;

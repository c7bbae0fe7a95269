-- schemactl plan 1
-- parent: f66ed94a85cf50fd6065e588922bd99f44e29dcb59dbb25923f107b2fed09202
-- from: 18/e3c0ee58ac5b874d06eb1cbbc6602ca9  to: 18/192879b972d0c6c1ca3561da0f156756
-- structure: f9803e648f8756ac8fe0f83c59a56e03 → e8fb1cd77a7cf3125ff64a3ce86634f5
-- changes: 3   accepted: -
-- scope: {"schemas":["*"],"ignore":[],"owners":false,"grants":true,"roles":"checked"}
-- search_path: ["gateway","public"]
-- body: sha256:fe65b7b7e3fb0b9fed33781728d3c001b1957c2cc931075bd0a0b50a803152f7

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column gateway.users.display_name  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE gateway.users RENAME COLUMN name TO display_name;

-- statement 1.2 ~ column gateway.users.display_name  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE gateway.users RENAME CONSTRAINT users_name_not_null TO users_display_name_not_null;
COMMIT;

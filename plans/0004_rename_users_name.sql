-- schemactl plan 1
-- parent: 6233cdcc0899e6ee23e4d58aabcf060c651de87c335765adb8b8c2a93160d9d9
-- from: 18/cf22f9efec8e6de4e848805c74f87e88  to: 18/1c649867db3162f78ad60c60f372f0a4
-- structure: f9803e648f8756ac8fe0f83c59a56e03 → e8fb1cd77a7cf3125ff64a3ce86634f5
-- changes: 2   accepted: -
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

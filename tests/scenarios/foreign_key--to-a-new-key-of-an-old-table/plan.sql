-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Par ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Par ""T x" ALTER COLUMN id SET NOT NULL;

-- statement 1.2 ~ column app.child.code  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child ALTER COLUMN code SET DATA TYPE text;

-- statement 1.3 + primary_key app."Par ""T x"."Par ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Par ""T x" ADD CONSTRAINT "Par ""T x_pkey" PRIMARY KEY (id);

-- statement 1.4 + unique app."Par ""T x"."Par ""T x_code_key"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Par ""T x" ADD CONSTRAINT "Par ""T x_code_key" UNIQUE (code);

-- statement 1.5 + foreign_key app.child.child_parent_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.child ADD CONSTRAINT child_parent_fkey FOREIGN KEY (parent) REFERENCES app."Par ""T x"(id);

-- statement 1.6 + foreign_key app.child.later  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app.child ADD CONSTRAINT later FOREIGN KEY (code) REFERENCES app."Par ""T x"(code) NOT VALID;
COMMIT;

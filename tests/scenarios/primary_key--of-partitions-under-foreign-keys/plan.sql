-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app."Odd ""T x".self  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT self;

-- statement 1.2 - foreign_key app.one.to_part  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.one DROP CONSTRAINT to_part;

-- statement 1.3 - foreign_key app.sub.fx  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.sub DROP CONSTRAINT fx;

-- statement 1.4 - primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "Odd ""T x_pkey";

-- statement 1.5 + primary_key app.p1.p1_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.p1 ADD CONSTRAINT p1_pkey PRIMARY KEY (id) INCLUDE (parent);

-- statement 1.6 + primary_key app.p2.p2_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.p2 ADD CONSTRAINT p2_pkey PRIMARY KEY (id) INCLUDE (parent);

-- statement 1.7 + primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_pkey" PRIMARY KEY (id) INCLUDE (parent);

-- statement 1.8 + foreign_key app."Odd ""T x".self  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT self FOREIGN KEY (parent) REFERENCES app."Odd ""T x"(id);

-- statement 1.9 + foreign_key app.one.to_part  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.one ADD CONSTRAINT to_part FOREIGN KEY (x) REFERENCES app.p1(id);

-- statement 1.10 + foreign_key app.sub.fx  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.sub ADD CONSTRAINT fx FOREIGN KEY (x) REFERENCES app."Odd ""T x"(id);
COMMIT;

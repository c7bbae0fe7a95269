-- step 1: transaction
BEGIN;
-- statement 1.1 + table app."New ""N x"
CREATE TABLE app."New ""N x" (
  id integer
) INHERITS (app.parent);

-- statement 1.2 + table app.new
CREATE TABLE app.new () INHERITS (app.parent);

-- statement 1.3 + table app.new_requires
CREATE TABLE app.new_requires (
  NOT NULL id,
  CONSTRAINT new_requires_pkey PRIMARY KEY (id)
) INHERITS (app.parent);

-- statement 1.4 + primary_key app."New ""N x"."New ""N x_pkey"
ALTER TABLE app."New ""N x" ADD CONSTRAINT "New ""N x_pkey" PRIMARY KEY (id);

-- statement 1.5 + primary_key app."Odd ""H x"."Odd ""H x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app."Odd ""H x" ADD CONSTRAINT "Odd ""H x_pkey" PRIMARY KEY (id);

-- statement 1.6 + primary_key app.new.new_pkey
ALTER TABLE app.new ADD CONSTRAINT new_pkey PRIMARY KEY (id);

-- statement 1.7 + primary_key app.requires.requires_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.requires ADD CONSTRAINT requires_pkey PRIMARY KEY (id);

-- statement 1.8 + primary_key app.with_own.with_own_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.with_own ADD CONSTRAINT with_own_pkey PRIMARY KEY (id);
COMMIT;

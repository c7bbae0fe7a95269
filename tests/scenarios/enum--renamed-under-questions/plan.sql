-- step 1: check
BEGIN;
-- statement 1.1 ? column app.k.x  lock: ACCESS SHARE  blocks: nothing
SELECT ('ctid = '::text || COALESCE((ctid)::text, 'NULL'::text)) AS found
   FROM app.k t
  WHERE (NOT pg_input_is_valid(x, ('app.e1'::regtype)::text))
 LIMIT 5;

-- statement 1.2 ? unique app.k.k_id_key  lock: ACCESS SHARE  blocks: nothing
SELECT (((('id = '::text || COALESCE((id)::text, 'NULL'::text)) || ' in '::text) || count(*)) || ' rows'::text) AS found
   FROM ONLY app.k t
  WHERE (id IS NOT NULL)
  GROUP BY id
 HAVING (count(*) > 1)
 LIMIT 5;

-- statement 1.3 ? partition app.pt1.partition_of  lock: ACCESS SHARE  blocks: nothing
SELECT ('ctid = '::text || COALESCE((ctid)::text, 'NULL'::text)) AS found
   FROM app.pt1 t
  WHERE (NOT ((x IS NOT NULL) AND (x = ANY (ARRAY['a'::app."Old ""E x", 'b'::app."Old ""E x"]))))
 LIMIT 5;

-- statement 1.4 ? partition app.ptd.partition_of  lock: ACCESS SHARE  blocks: nothing
SELECT ('ctid = '::text || COALESCE((ctid)::text, 'NULL'::text)) AS found
   FROM app.ptd t
  WHERE ((x IS NOT NULL) AND (x = ANY (ARRAY['a'::app."Old ""E x", 'b'::app."Old ""E x"])))
 LIMIT 5;
COMMIT;

-- step 2: transaction
BEGIN;
-- statement 2.1 ~ enum app."New ""E x"
ALTER TYPE app."Old ""E x" RENAME TO "New ""E x";

-- statement 2.2 ~ enum app."It's e3"
ALTER TYPE app.e1 RENAME TO "It's e3";

-- statement 2.3 ~ enum app."New ""E x"
ALTER TYPE app."New ""E x" ADD VALUE 'c';
COMMIT;

-- step 3: transaction
BEGIN;
-- statement 3.1 - partition app.pt1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.pt DETACH PARTITION app.pt1;

-- statement 3.2 ~ column app.k.x  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.k ALTER COLUMN x SET DATA TYPE app."It's e3" USING x::app."It's e3";

-- statement 3.3 + default app.pt.x.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE ONLY app.pt ALTER COLUMN x SET DEFAULT 'a'::app."New ""E x";

-- statement 3.4 + default app.pt1.x.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.pt1 ALTER COLUMN x SET DEFAULT 'a'::app."New ""E x";

-- statement 3.5 + default app.ptd.x.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.ptd ALTER COLUMN x SET DEFAULT 'a'::app."New ""E x";

-- statement 3.6 + unique app.k.k_id_key  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.k ADD CONSTRAINT k_id_key UNIQUE (id);

-- statement 3.7 + partition app.pt1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.pt ATTACH PARTITION app.pt1 FOR VALUES IN ('a', 'b');
COMMIT;

-- step 1: transaction
BEGIN;
-- statement 1.1 ~ range_type app.by_default
ALTER TYPE app.by_default_multirange RENAME TO named;

-- statement 1.2 ~ range_type app.by_default
ALTER FUNCTION app.by_default_multirange() RENAME TO named;

-- statement 1.3 ~ range_type app.by_default
ALTER FUNCTION app.by_default_multirange(app.by_default) RENAME TO named;

-- statement 1.4 ~ range_type app.by_default
ALTER FUNCTION app.by_default_multirange(app.by_default[]) RENAME TO named;

-- statement 1.5 ~ range_type app.gives
ALTER TYPE app.second RENAME TO third;

-- statement 1.6 ~ range_type app.gives
ALTER FUNCTION app.second() RENAME TO third;

-- statement 1.7 ~ range_type app.gives
ALTER FUNCTION app.second(app.gives) RENAME TO third;

-- statement 1.8 ~ range_type app.gives
ALTER FUNCTION app.second(app.gives[]) RENAME TO third;

-- statement 1.9 ~ range_type app.plain
ALTER TYPE app.many RENAME TO "Odd ""T x";

-- statement 1.10 ~ range_type app.plain
ALTER FUNCTION app.many() RENAME TO "Odd ""T x";

-- statement 1.11 ~ range_type app.plain
ALTER FUNCTION app.many(app.plain) RENAME TO "Odd ""T x";

-- statement 1.12 ~ range_type app.plain
ALTER FUNCTION app.many(app.plain[]) RENAME TO "Odd ""T x";

-- statement 1.13 ~ range_type app.taken
ALTER TYPE app.first RENAME TO second;

-- statement 1.14 ~ range_type app.taken
ALTER FUNCTION app.first() RENAME TO second;

-- statement 1.15 ~ range_type app.taken
ALTER FUNCTION app.first(app.taken) RENAME TO second;

-- statement 1.16 ~ range_type app.taken
ALTER FUNCTION app.first(app.taken[]) RENAME TO second;

-- statement 1.17 ~ column app.items.f3  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN f3 SET DATA TYPE app.second USING f3::text::app.second;
COMMIT;

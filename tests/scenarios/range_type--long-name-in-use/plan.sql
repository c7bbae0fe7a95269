-- step 1: transaction
BEGIN;
-- statement 1.1 ~ range_type app."A ""R nge with a name that is as long as PostgreSQL lets any be"
ALTER TYPE app."A ""R nge with a name that is as long as PostgreSQL lets any be" RENAME TO "A ""R nge with a name that is as long as _old";

-- statement 1.2 ~ range_type app."A ""R nge with a name that is as long as PostgreSQL lets any be"
ALTER FUNCTION app."A ""R nge with a name that is as long as PostgreSQL lets any be"(date, date) RENAME TO "A ""R nge with a name that is as long as _old";

-- statement 1.3 ~ range_type app."A ""R nge with a name that is as long as PostgreSQL lets any be"
ALTER FUNCTION app."A ""R nge with a name that is as long as PostgreSQL lets any be"(date, date, text) RENAME TO "A ""R nge with a name that is as long as _old";

-- statement 1.4 ~ range_type app."A ""R nge with a name that is as long as PostgreSQL lets any be"
ALTER TYPE app."A ""R nge with a name that is as long as PostgreSQL l_multirange" RENAME TO "A ""R nge with a name that is as long as _old_multirange";

-- statement 1.5 ~ range_type app."A ""R nge with a name that is as long as PostgreSQL lets any be"
ALTER FUNCTION app."A ""R nge with a name that is as long as PostgreSQL l_multirange"() RENAME TO "A ""R nge with a name that is as long as _old_multirange";

-- statement 1.6 ~ range_type app."A ""R nge with a name that is as long as PostgreSQL lets any be"
ALTER FUNCTION app."A ""R nge with a name that is as long as PostgreSQL l_multirange"(app."A ""R nge with a name that is as long as _old") RENAME TO "A ""R nge with a name that is as long as _old_multirange";

-- statement 1.7 ~ range_type app."A ""R nge with a name that is as long as PostgreSQL lets any be"
ALTER FUNCTION app."A ""R nge with a name that is as long as PostgreSQL l_multirange"(app."A ""R nge with a name that is as long as _old"[]) RENAME TO "A ""R nge with a name that is as long as _old_multirange";

-- statement 1.8 ~ range_type app."A ""R nge with a name that is as long as PostgreSQL lets any be"
CREATE TYPE app."A ""R nge with a name that is as long as PostgreSQL lets any be" AS RANGE (SUBTYPE = timestamp without time zone, MULTIRANGE_TYPE_NAME = app."A ""R nge with a name that is as long as PostgreSQL l_multirange");

-- statement 1.9 ~ range_type app."A ""R nge with a name that is as long as PostgreSQL lets any be"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.stays ALTER COLUMN nights SET DATA TYPE app."A ""R nge with a name that is as long as PostgreSQL lets any be" USING nights::text::app."A ""R nge with a name that is as long as PostgreSQL lets any be";

-- statement 1.10 ~ range_type app."A ""R nge with a name that is as long as PostgreSQL lets any be"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."A ""R nge with a name that is as long as _old";
COMMIT;

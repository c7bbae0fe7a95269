-- What PostgreSQL 16 brought.

DO $$ BEGIN
  CREATE COLLATION "A b".ruled (provider = icu, locale = 'und', rules = '&a < g');
EXCEPTION WHEN feature_not_supported THEN NULL; END $$;

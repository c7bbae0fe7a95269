SELECT string_agg(indexrelid::regclass || ' ' || indisclustered || ' ' || indisreplident, ', ' ORDER BY indexrelid::regclass::text)
  = 'app.a true true, app.b false false, app.i false true, app.j true false, app.k false false'
FROM pg_index WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'app'::regnamespace);
SELECT relreplident = 'd' FROM pg_class WHERE oid = 'app.goes_unmarked'::regclass;

SELECT relispopulated FROM pg_class WHERE oid = 'app.filled'::regclass;
SELECT NOT relispopulated FROM pg_class WHERE oid = 'app.emptied'::regclass;
SELECT NOT relispopulated FROM pg_class WHERE oid = 'app.over'::regclass;
SELECT count(*) = 1 FROM app.filled

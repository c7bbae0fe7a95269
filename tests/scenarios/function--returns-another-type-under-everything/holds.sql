SELECT relispopulated FROM pg_class WHERE oid = 'app.m'::regclass;
SELECT NOT relispopulated FROM pg_class WHERE oid = 'app.n'::regclass;
SELECT tgenabled = 'A' FROM pg_trigger WHERE tgname = 't'

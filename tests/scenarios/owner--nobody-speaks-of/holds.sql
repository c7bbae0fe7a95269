SELECT relowner::regrole::text = 'rw' FROM pg_class WHERE relname = 'over';
SELECT proowner::regrole::text = 'rw' FROM pg_proc WHERE proname = 'f';

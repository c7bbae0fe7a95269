SELECT count(*) = 1 FROM pg_depend WHERE deptype = 'x'

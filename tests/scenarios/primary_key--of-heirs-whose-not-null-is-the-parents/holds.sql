SELECT count(*) = 2 FROM pg_constraint k WHERE k.contype = 'n' AND k.conrelid IN ('app.new'::regclass, 'app."New ""N x"'::regclass) AND NOT k.conislocal;

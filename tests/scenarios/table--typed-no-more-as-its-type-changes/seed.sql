INSERT INTO app."Tab ""T x" VALUES (1, 'a', DEFAULT);

INSERT INTO app."Eve ""T x" VALUES (10, 2, 'g');

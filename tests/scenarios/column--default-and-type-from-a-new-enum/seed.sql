INSERT INTO app."Odd ""T x" VALUES (1, 'done'), (2, 'new');

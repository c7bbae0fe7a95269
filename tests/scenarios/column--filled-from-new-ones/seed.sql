INSERT INTO app."Odd ""T x" VALUES (1, 'x'), (2, 'y');

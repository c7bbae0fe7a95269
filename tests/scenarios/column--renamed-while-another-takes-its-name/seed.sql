INSERT INTO app."Odd ""T x" VALUES (1, 2.5), (2, 3.5);

INSERT INTO app."Odd ""T x" VALUES (1, 'x', 'y'), (2, 'z', NULL);

INSERT INTO app.parents VALUES (1), (2);
INSERT INTO app."Odd ""T x" VALUES (1, 1, 1), (2, 2, 2);
INSERT INTO app.part VALUES (1, 1);

INSERT INTO app."Par ""T x" VALUES (1), (2);
INSERT INTO app.child VALUES (1, 1), (2, 2);

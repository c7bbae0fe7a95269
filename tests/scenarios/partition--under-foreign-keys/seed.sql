INSERT INTO app."Par ""T x" VALUES (1);
INSERT INTO app.child VALUES (1, 1);

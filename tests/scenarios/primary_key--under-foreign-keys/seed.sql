INSERT INTO app."Par ""T x" VALUES (1, 10, 100);
INSERT INTO app.child VALUES (1, 1, 10);

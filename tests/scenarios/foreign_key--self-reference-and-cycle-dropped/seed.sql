INSERT INTO app.egg VALUES (1, NULL);
INSERT INTO app."Hen ""T x" VALUES (1, 1, NULL), (2, 1, 1);

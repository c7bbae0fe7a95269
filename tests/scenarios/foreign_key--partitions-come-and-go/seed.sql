INSERT INTO app."Ev ""T x" VALUES (1, 12, NULL), (2, 12, 1);
INSERT INTO app.notes VALUES (1, 12, 2), (2, 12, 2);

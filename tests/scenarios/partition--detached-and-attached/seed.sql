INSERT INTO app."Eve ""T x" VALUES (10, 1);
INSERT INTO app.outside VALUES (110, 1);

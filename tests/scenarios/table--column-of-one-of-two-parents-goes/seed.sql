INSERT INTO app."One ""T x" VALUES (9, 9);
INSERT INTO app.child (id, a, b, c) VALUES (1, 2, 3, 4);

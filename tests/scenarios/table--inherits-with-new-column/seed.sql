INSERT INTO app."Par ""T x" VALUES (1, 'a');
INSERT INTO app.child VALUES (2, 'b', 3);
INSERT INTO app.loner VALUES (4, 'd');

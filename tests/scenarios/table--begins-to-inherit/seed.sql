INSERT INTO app."Par ""T x" VALUES (1, 'a');
INSERT INTO app.loner VALUES (7, 'b', 2), (8, 'c', 3);

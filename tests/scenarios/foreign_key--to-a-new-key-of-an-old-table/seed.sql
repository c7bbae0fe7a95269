INSERT INTO app."Par ""T x" VALUES (1, 'a');
INSERT INTO app.child VALUES (1, 'b');

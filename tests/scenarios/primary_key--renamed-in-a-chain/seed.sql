INSERT INTO app."A ""T x" VALUES (1, 'a'), (2, 'aa');
INSERT INTO app.b VALUES (1, 'b')

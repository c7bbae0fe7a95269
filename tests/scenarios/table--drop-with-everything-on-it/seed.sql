INSERT INTO app."Big ""T x" (name) VALUES ('a'), ('b');
INSERT INTO app.kept VALUES (1, NULL), (2, NULL);

INSERT INTO app."Odd ""T x" VALUES (1, 'sad', 1, 'a'), (2, 'happy', 2, 'b');
INSERT INTO app.lines VALUES (1, 1, 1), (2, 2, 2);

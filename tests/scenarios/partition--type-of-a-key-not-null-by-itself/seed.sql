INSERT INTO app."Odd ""T x" VALUES (1, 'sad', 1), (2, 'happy', 1);
INSERT INTO app.below VALUES (1);

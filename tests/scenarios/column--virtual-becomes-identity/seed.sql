INSERT INTO app."Odd ""T x" (id) VALUES (1), (4);
INSERT INTO app.parts (id) VALUES (3);

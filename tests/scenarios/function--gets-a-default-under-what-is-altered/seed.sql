INSERT INTO app."Odd ""T x" (id, k, e) VALUES (1, 2, 'a');
INSERT INTO app.parts VALUES (1);

INSERT INTO app."Odd ""T x" (id, state) VALUES (1, 'open'), (2, 'done');
INSERT INTO app.parts VALUES (3, 4, 'gone');

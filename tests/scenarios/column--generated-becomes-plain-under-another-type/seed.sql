INSERT INTO app."Odd ""T x" (a) VALUES (1), (2); INSERT INTO app.parted (a) VALUES (1);

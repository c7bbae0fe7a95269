INSERT INTO app."Odd ""T x" (a, made) VALUES (1, 31), (2, 32);

INSERT INTO app."Odd ""T x" (a, p) VALUES (1, 1);

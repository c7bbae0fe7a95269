INSERT INTO app."Odd ""T x" (id, k) VALUES (1, 2);

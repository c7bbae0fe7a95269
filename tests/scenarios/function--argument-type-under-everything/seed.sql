INSERT INTO app."Odd ""T x" (id, dd) VALUES (1, 2);

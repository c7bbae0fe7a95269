INSERT INTO app."Odd ""T x" (k) VALUES (1), (2);

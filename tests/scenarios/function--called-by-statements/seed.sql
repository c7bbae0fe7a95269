INSERT INTO app."Odd ""T x" (id) VALUES (1), (2)

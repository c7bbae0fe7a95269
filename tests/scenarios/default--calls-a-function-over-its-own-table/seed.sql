INSERT INTO app."Odd ""T x" (f1) VALUES (1), (2);

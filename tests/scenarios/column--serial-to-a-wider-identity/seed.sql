INSERT INTO app."Odd ""T x" (n) VALUES ('a'), ('b'), ('c');

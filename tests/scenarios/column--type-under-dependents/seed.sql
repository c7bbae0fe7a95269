INSERT INTO app."Odd ""T x" (id, "Tot ""C x") VALUES (1, 20), (2, 6);

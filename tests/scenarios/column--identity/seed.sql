INSERT INTO app."Odd ""T x" ("Pla ""C x") VALUES (7), (8);

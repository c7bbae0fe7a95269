INSERT INTO app."Odd ""T x" (id, "Val ""C x") VALUES (1, 5);

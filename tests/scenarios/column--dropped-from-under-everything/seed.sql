INSERT INTO app."Odd ""T x" (id, "Nam ""C x") VALUES (1, 'a');

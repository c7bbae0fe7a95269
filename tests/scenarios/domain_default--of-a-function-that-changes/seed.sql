INSERT INTO app."Odd ""T x" (id, y, z) VALUES (1, ARRAY['y'], ROW('z'));

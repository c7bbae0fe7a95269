INSERT INTO app."Odd ""T x" VALUES (1, ROW (1, 'b'), '{a,b}', 3);

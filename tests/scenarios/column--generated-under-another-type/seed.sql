INSERT INTO app."Odd ""T x" (a) VALUES (1); INSERT INTO app.part (a) VALUES (1);

INSERT INTO app."Odd ""T x" VALUES (1, 'a'); INSERT INTO app.b VALUES (2, 'b'); INSERT INTO app.c VALUES (3, 'c');

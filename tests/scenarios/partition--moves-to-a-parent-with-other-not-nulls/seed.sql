INSERT INTO app."Odd ""T x" VALUES (1, 'a', 'b'); INSERT INTO app.beneath VALUES (2, 'a');

INSERT INTO app."Odd ""T x" VALUES ('a', 1); INSERT INTO app.heir VALUES (2, 'b');

INSERT INTO app."Odd ""T x" VALUES (1, 2, 'x');
INSERT INTO app.sub VALUES (1, 2);

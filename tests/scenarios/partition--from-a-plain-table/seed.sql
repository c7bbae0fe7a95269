INSERT INTO app."Odd ""T x" VALUES (1, '2020-01-01');

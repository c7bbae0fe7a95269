INSERT INTO app."Odd ""T x" VALUES (1, 1.25, '{1.5,2.5}');

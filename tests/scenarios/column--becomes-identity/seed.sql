INSERT INTO app."Odd ""T x" VALUES (1, 'a'), (5, 'b');
INSERT INTO app.desc VALUES (-1, 'a'), (-5, 'b');

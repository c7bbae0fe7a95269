INSERT INTO app."Odd ""H x" VALUES (1, 'a');
INSERT INTO app.requires VALUES (1, 'a');

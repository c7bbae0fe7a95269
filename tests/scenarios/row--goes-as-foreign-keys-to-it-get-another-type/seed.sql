INSERT INTO app.things VALUES (1, 1, 'a'), (2, 2, 'c'), (3, 3, 'b'); UPDATE app.listed SET note = 'n' || id; INSERT INTO app.used VALUES (1, 1), (2, 2);

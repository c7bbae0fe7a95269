INSERT INTO app.parts VALUES ('red', 1), ('green', 2);

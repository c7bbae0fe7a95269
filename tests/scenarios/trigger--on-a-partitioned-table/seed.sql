INSERT INTO app.parts VALUES (1);

INSERT INTO app.items (color) VALUES ('green'), ('red');

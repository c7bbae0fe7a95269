INSERT INTO app.items (id, color, comp) VALUES (1, 'red', ROW('green', 1));
INSERT INTO app.parts VALUES ('red', 1), ('blue', 2);

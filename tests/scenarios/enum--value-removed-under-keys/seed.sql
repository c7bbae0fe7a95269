INSERT INTO app.kinds VALUES ('red', 'r'), ('blue', 'b');
INSERT INTO app.items VALUES (1, 'red', '{red,blue}');
INSERT INTO app.heir VALUES (2, 'blue', '{blue}', 1);

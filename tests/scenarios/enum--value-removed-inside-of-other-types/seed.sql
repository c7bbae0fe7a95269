INSERT INTO app.items VALUES (1, ROW('red', 1), ARRAY[ROW('green', 2)::app.comp, NULL], ROW(ROW('green', 3), ARRAY[ROW('red', 4)::app.comp], '{red}'), NULL, 'red', '{red}', '{red,green}', '{green}');
INSERT INTO app.items (id, dom) VALUES (2, 'red');

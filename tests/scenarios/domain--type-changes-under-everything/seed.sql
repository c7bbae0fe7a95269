INSERT INTO app.t VALUES (1, 'x', '{y,z}', ROW('w'), '[a2,c)'); INSERT INTO app.parts VALUES ('x');

INSERT INTO app.t VALUES (1, ROW('s', '1', 'x'), ARRAY[ROW('s', '2', 'y')::app."Addr ""T x"]);
INSERT INTO app.typed VALUES ('s', '3', 'z');

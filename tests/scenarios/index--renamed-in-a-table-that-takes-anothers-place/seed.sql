INSERT INTO app.a_new VALUES (1, 2, 3)

INSERT INTO app.full (n) VALUES ('a'); INSERT INTO app.was VALUES (2, 'b');

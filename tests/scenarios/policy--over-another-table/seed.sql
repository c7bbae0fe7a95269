INSERT INTO app.members VALUES (1, 'postgres');

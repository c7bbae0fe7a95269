INSERT INTO app.people VALUES (1, 'a'); INSERT INTO app.clerks (id, mail) VALUES (2, 'b'); INSERT INTO app.trainees (id, mail) VALUES (3, 'c'); INSERT INTO app.bosses VALUES (4, 'd');

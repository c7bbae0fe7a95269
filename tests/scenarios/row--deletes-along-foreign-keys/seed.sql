INSERT INTO app.orders VALUES (1, 'A'), (2, 'B');
INSERT INTO app.lines VALUES (1, 1), (2, 2);
INSERT INTO app.notes VALUES (1), (2);
INSERT INTO app.offers VALUES (1, 'A'), (2, 'B');
INSERT INTO app.signs VALUES (1, '$');
INSERT INTO app.refused VALUES (1, 'A');
UPDATE app.kept SET note = 'n' || id;
INSERT INTO app.parted VALUES (1, 'C');
INSERT INTO app.of_a_part VALUES (1);

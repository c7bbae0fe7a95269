INSERT INTO app.child VALUES (1, 'a', 'b');
INSERT INTO app.grandchild VALUES (2, 'c', 'd');

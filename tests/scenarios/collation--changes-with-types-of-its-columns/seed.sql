INSERT INTO app."Ite ""T x" VALUES (1, 'a', '10', 'b', 'new', 'd', 'e');
INSERT INTO app.heir VALUES (2, 'c', '20', NULL, 'open', NULL, 'f');

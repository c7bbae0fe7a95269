INSERT INTO app."Kin ""D s" VALUES (1, 'A'), (2, 'B');
INSERT INTO app.heirs VALUES (2, 'child', 'precious'), (1, 'c1', 'e');

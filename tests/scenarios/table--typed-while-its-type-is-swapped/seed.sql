INSERT INTO app.orders VALUES ('(1,good,"{bad,good}",x,t)');
INSERT INTO app."Vis ""T x" VALUES (1, 'bad', '{good,bad}', 'one', true), (2, DEFAULT, NULL, NULL, NULL);
UPDATE app."Vis ""T x" SET moods = '{bad}' WHERE id = 7;
INSERT INTO app.alone VALUES (1, NULL, '[0:1]={bad,good}', 'y', false);
INSERT INTO app.lines VALUES (1), (7);

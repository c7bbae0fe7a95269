INSERT INTO app."Ite ""T x" VALUES (1, DEFAULT, '{[1,2),[3,4)}', '[5,6)', '[7,8)', '("[1,2)",3)', '[2020-01-01,)'), (2, 'empty', NULL, NULL, NULL, NULL, NULL);
INSERT INTO app.parts VALUES (1, '[2020-02-02,2020-03-03)');

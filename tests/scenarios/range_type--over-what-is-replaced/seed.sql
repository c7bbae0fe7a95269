INSERT INTO app."Ite ""T x" ("Ran ""C x", m, a, o, s, b) VALUES ('[1,3)', '{[1,2),[4,5)}', '{"[1,2)",empty}', '[1,5)', '[7,8)', '{"(\"[1,2)\",\"[3,4)\")"}');
INSERT INTO app.heir ("Ran ""C x", n, o) VALUES ('[10,30)', 2, '(,5)');
INSERT INTO app.parts VALUES (1, '[1,2]'), (1, NULL);

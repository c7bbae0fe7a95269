INSERT INTO app.t VALUES (1, app."Ra ""N x"(ROW(1, 2)::app."Com ""C x", ROW(3, 4)::app."Com ""C x", '[]'), ARRAY[app."Ra ""N x"(ROW(5, 6)::app."Com ""C x", NULL, '(]'), NULL], '[0:1]={"(1,2)","(3,4)"}'),
  (2, 'empty', '{}', '{}'), (3, NULL, NULL, NULL);

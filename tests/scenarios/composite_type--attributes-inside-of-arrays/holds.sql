SELECT (many[1]).a = 3 AND (many[1]).b = 'y' AND many[2] IS NULL AND (one).b = 'x' AND (o).x = ROW('z', 7, NULL)::app."Com ""C x" FROM app.t WHERE id = 1;
SELECT ((os[1]).l[1]).b = 'q' AND (da[1]).b = 'w' FROM app.t WHERE id = 2

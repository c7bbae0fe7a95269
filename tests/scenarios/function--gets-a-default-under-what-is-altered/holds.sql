SELECT (SELECT bool_and(g AND k = 2) FROM app."Odd ""T x") AND (SELECT count(*) = 1 FROM app.low);

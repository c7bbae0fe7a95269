SELECT (SELECT count(*) FROM app."Odd ""T x") = 9 AND (SELECT count(*) FROM app."Leaves ""L x") = 10;

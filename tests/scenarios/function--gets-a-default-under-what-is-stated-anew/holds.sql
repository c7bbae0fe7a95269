SELECT bool_and(d AND g AND k = 2) FROM app."Odd ""T x";

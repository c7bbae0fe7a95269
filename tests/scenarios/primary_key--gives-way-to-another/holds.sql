SELECT count(*) = 2 FROM app.refers;
SELECT count(*) = 2 FROM app."Odd ""T x";

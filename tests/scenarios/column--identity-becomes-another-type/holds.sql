SELECT nextval('app."Next ""S x"') = 3;
SELECT nextval('app.other') = 3;

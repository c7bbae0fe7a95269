SELECT nextval('app.numbers') = 1003

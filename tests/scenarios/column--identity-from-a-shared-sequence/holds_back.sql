SELECT nextval('app.shared') > 3

SELECT nextval('app.mine') > 1010;
SELECT nextval('app.free') = 10

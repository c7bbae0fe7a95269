SELECT color::text = 'a' AND (pair).one = 'b' AND direct = 'b' FROM app.items;

SELECT f1::text = '[1,2)' AND f2::text = '[1,2)' AND f3::text = '[1,2)' AND f4::text = '{"{[1,2)}"}' FROM app.items

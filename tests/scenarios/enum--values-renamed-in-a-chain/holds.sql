SELECT string_agg(state::text, ',' ORDER BY id) = 'paid,Sent "x,done' FROM app.items

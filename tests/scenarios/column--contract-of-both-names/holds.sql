SELECT array_agg(("wri ""T en", state) ORDER BY id)::text = '{"(one,)","(two,old)"}' FROM app.notes

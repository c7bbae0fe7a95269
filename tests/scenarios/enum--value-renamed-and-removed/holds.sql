SELECT count(*) = 1 FROM app.items WHERE color = 'crimson' AND id = 1

SELECT color = 'red' FROM app.items WHERE id = 1;

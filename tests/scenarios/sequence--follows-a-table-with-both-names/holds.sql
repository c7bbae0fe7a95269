SELECT max(last_value) = 7 AND count(*) = 2 FROM pg_sequences WHERE schemaname = 'app'

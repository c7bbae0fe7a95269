"""A page for the browser, served on this machine only: the database, its rows, its plans, its history. Needs the extra `studio`."""

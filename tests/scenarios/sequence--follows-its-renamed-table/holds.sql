SELECT last_value = 7 FROM app.lines_id_seq;
SELECT last_value = 7 FROM app."lines_num ""B er_seq";
SELECT last_value = 1 FROM app.other_nr_seq

SELECT doubled = 2 AND "New ""C x" = 'n' AND number IS NOT NULL FROM app."Odd ""T x" WHERE id = 1;

"""Machine-made evolutions: random states, random changes of them, and the judge of each pair."""

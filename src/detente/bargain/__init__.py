"""Who gets what: games, settlements, positions, signals, scores."""

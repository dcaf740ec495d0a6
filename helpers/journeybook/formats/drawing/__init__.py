"""How a map is drawn where there is no browser: marks, texts and cards, and where each of them stands."""

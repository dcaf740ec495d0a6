"""The trainer's kit: slides from the lessons, blank maps and cards to print, answer keys."""

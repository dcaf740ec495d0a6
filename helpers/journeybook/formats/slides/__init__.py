"""What every presentation is made of: its looks, how wide text is on it, and shapes that can be edited."""

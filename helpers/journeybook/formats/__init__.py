"""Journey maps as other programs and people take them: one module a format."""

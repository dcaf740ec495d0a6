"""One module a criterion; each holds one ``CRITERION``."""

"""Blind peer review of maps: who reviews whom, the maps without names, the reviews back, and how right they were."""

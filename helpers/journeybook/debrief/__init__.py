"""The group debrief: every team's map on the wall, where they disagree, what to discuss first, and dot votes."""

"""The report of a debrief, as slides, pages or tables: what stands in the views, no more, gathered at one moment."""

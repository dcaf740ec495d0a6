"""The kernel's end of a group's shared map: which maps are shared, and the line to the room server."""

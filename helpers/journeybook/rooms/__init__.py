"""The room server: each group's shared map, kept in a log and passed on to the kernels of its members."""

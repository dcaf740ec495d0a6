"""A class on somebody else's cluster: what a platform team needs to run it on Kubernetes, and how large it must be.

``export`` writes the files, ``capacity`` says how many nodes they need, ``pods`` is what the hub there does for each
person's server, ``keeper`` brings hand-ins and lets late joiners in, ``seat`` is the server's own command.
"""

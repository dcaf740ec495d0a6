"""A class on the network: a JupyterHub on the trainer's machine, into which trainees sign in with a code.

``serve`` starts it, ``settings`` is what its processes know of the class, ``authenticator`` and ``codes`` let people
in, ``spawner`` starts their servers behind ``walls``, ``arrival`` takes what they hand in, ``sheet`` is handed out.
"""

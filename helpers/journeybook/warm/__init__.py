"""Kernels that start at once: forked from a process that has already imported what lessons and exercises need.

``parent`` is that process, ``forking`` speaks with it, ``provisioner`` makes Jupyter start its kernels there, and
``extension`` begins the imports when the server starts. Where processes cannot be forked, kernels start as usual.
"""

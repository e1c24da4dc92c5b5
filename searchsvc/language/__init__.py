"""What an index teaches about its own language: which syllables stand side by side, which are names, how phrases go on.

Learned when a generation is built, kept beside its index, read by searches (`indexing.learning` makes it).
"""

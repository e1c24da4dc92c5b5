"""The Whoosh index: the only folder that imports whoosh.

`arrays` is a file of named arrays; `invert` turns documents into one, `merge` several into one; `leaf` looks things up
in it; `codec` lets Whoosh read it as a segment of its own; `shelf` holds the leaves of one state of the index;
`evaluate`, `words` and `select` answer a query tree over a shelf as arrays; `engine` is the seam's other side.
"""

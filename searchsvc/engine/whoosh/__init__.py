"""The Whoosh index: the only folder that imports whoosh.

`arrays` is a file of named arrays, `strings` a dictionary in it, `marks` what makes phrases quick; `invert` turns
documents into such a file, `merge` several files into one; `leaf` looks things up in it; `codec` lets Whoosh read it as
a segment of its own, `contents` reads and writes Whoosh's table of contents, `writer` changes the whole. `shelf` holds
the leaves of one state of the index; `words`, `phrases`, `evaluate`, `select` and `facets` answer a query tree over it,
with lists of documents put together by `gather`; `vocabulary` knows its words. `engine` is the seam's other side.
"""

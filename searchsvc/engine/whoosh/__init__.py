"""The Whoosh index: the only folder that imports whoosh.

`invert` turns documents into a file of arrays (`packing` says how postings are packed, `marks` what makes phrases
quick), `merge` several files into one; `leaf` looks things up in it, `occurrences` what belongs to what; `codec` lets
Whoosh read it as a segment of its own, `contents` reads and writes Whoosh's table of contents; `writer`, `lots` and
`tidying` change the whole. `shelf` holds the leaves of one state of the index. A request goes through `answer`:
`evaluate` finds sets of documents (`docsets`) by what `words` and `phrases` know, `best` chooses whom `scoring` scores,
`select` takes a page, `facets` counts; `gather` puts lists together. `vocabulary` knows the words, `engine` is the
seam's other side. Every node of the tree is evaluated over arrays; Whoosh's own matchers are the tests' oracle, and
nothing falls back to them. A field that is not there matches nothing.
"""

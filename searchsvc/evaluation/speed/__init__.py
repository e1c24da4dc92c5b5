"""How fast we are, side by side with others, over the same articles cut into the same tokens.

`corpus` lays the articles out, real ones first and then ones made of them; `log` is what is asked; `peers` are the
engines; `contest` asks them in turn; `indexing`, `serving` and `memory` measure the whole service from outside;
`report` and `chart` show it. `python -m searchsvc.evaluation.speed` runs all of it, for scripts/bench.
Nothing here is timed by the tests: machines are noisy, and a benchmark prints ratios.
"""

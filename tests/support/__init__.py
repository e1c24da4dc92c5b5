"""What tests share: tables of cases, invariants of every token and every fold, the newsroom."""

"""Arrays and strings on disk: memory-mapped, checked, opened without reading. What indexes and models are kept in."""

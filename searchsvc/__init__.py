"""searchsvc: full-text and person-name search for Vietnamese news."""

__version__ = "0.1.0"

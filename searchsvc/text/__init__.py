"""Vietnamese text: one pure function for each rule of the language, `str -> str` wherever it can be.

`unicode.door` puts text right once, on its way in; everything else relies on that.
"""

"""The reference for who writes templates: all that can be named and called, with an example each.

Nothing here is a second list: ``record_field`` reads the models and what they can be asked for, ``vocabulary`` the
docstrings of what templates call, filter and draw; each becomes an ``item``. ``trial`` runs each example on the
project at hand, ``page`` shows them, and ``completion`` gives the same to editors; ``command`` is how people ask.
"""

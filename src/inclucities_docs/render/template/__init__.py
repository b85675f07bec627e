"""What a kind's template may do and name: ``sandbox`` runs it, within the sums of ``bound``; ``vocabulary`` lists its words.

Figures (``figure``), pictures of files (``picture``) and what pages of services need (``service``) are part
of that vocabulary; ``origin`` marks elements with the line of the template that wrote them.
"""

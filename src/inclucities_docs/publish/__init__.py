"""Publishing: an edition of all documents on a static site, beside every edition before it.

1. ``store`` reads the site as it was published, and looks at every byte of it.
2. ``gate`` says what keeps the documents from being published.
3. ``fact`` and ``redline`` find what changed since each earlier edition.
4. ``page`` tells it in the portal's languages, ``telling`` the facts in their words, ``redline_pdf`` the
   changed words for print; ``dating`` says when each file last changed.
5. ``site`` puts everything in place: the edition at its own address, the newest at the short ones; ``bill`` says
   what it was made with.

Before that, ``comparison`` shows what a change would do: the redlines of two builds, with ``drawing``'s pictures
of the pages that look otherwise.

Each edition stands in a folder of its own and is never rewritten; nothing at a short address ever
goes away. What is interrupted leaves the site as it was.
"""

from inclucities_docs.publish.site import publish

__all__ = ["publish"]

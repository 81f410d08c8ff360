"""Parses HTML bytes into a tree, checking the declared encoding; external resources are never fetched."""

from __future__ import annotations

import re

from lxml import etree, html

from pipeline.errors import Unreadable
from pipeline.readers.text import decode

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def parse_page(data: bytes) -> etree._Element:
    """Parses a page into a tree.

    The declared encoding is used if the bytes agree; many pages declare a wrong one."""
    declared = _DECLARED.search(data[:4096])
    text = None
    if declared:
        try:
            said = declared[1].decode("ascii").lower()
            # As in browsers, a declared Latin-1 is read as windows-1252.
            text = data.decode("cp1252" if said in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else said)
        except (LookupError, UnicodeDecodeError):
            text = None
    text = decode(data) if text is None else decode(text.encode())
    parser = html.HTMLParser(no_network=True, remove_pis=True, huge_tree=True)
    try:
        page = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("the page is no HTML") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable("its elements are nested deeper than any page that a person made")
    return page

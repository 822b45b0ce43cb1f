"""The door to defusedxml: XML of strangers, without DTD, entities or anything fetched."""

from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # ships no types
from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]  # ships no types


class XmlRefused(Exception):
    """`forbidden` is true for a DTD or an entity, false for XML that is simply broken."""

    def __init__(self, forbidden: bool) -> None:
        super().__init__("forbidden" if forbidden else "broken")
        self.forbidden = forbidden


def parse_xml(content: bytes) -> Element:
    """The root element. Raises XmlRefused."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise XmlRefused(forbidden=True) from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise XmlRefused(forbidden=False) from error
    return root

"""XML bodies, of the rest-xml protocol."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, fromstring

from botocore.model import Shape

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def decode(shape: Shape, body: bytes) -> Any:
    """An XML body as values of a shape; an empty body is nothing at all."""
    return _value(shape, fromstring(body)) if body.strip() else None


def _value(shape: Shape, element: Element) -> Any:
    if shape.type_name == "structure":
        return _structure(shape, element)
    if shape.type_name == "list":
        return [_value(shape.member, child) for child in element]
    if shape.type_name == "map":
        return {entry[0].text or "": _value(shape.value, entry[1]) for entry in element}
    return element.text or ""


def _structure(shape: Shape, element: Element) -> dict[str, Any]:
    names = {_wire_name(member, name): name for name, member in shape.members.items()}
    values: dict[str, Any] = {}
    for child in element:
        tag = _local(child.tag)
        name = names.get(tag)
        if name is None:
            values[tag] = child.text or ""
        elif _flattened(shape.members[name]):
            values.setdefault(name, []).append(_value(shape.members[name].member, child))
        else:
            values[name] = _value(shape.members[name], child)
    for name, member in shape.members.items():
        if member.serialization.get("xmlAttribute"):
            attribute = member.serialization["name"].partition(":")[2]
            values[name] = element.get(_XSI + attribute)
    return values


def _flattened(shape: Shape) -> bool:
    return shape.type_name == "list" and bool(shape.serialization.get("flattened"))


def _wire_name(member: Shape, name: str) -> str:
    inner = member.member.serialization.get("name") if _flattened(member) else None
    return str(inner or member.serialization.get("name", name))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]

"""Form bodies, of the query and ec2 protocols: dotted names such as `Filter.1.Value.2`."""

from __future__ import annotations

from typing import Any

from botocore.model import Shape, StructureShape

Node = dict[str, Any]
"""The dotted names as a tree whose leaves hold the text."""

_ENVELOPE = ("Action", "Version")


def decode(shape: StructureShape, form: dict[str, list[str]], protocol: str) -> dict[str, Any]:
    tree: Node = {}
    for name, values in form.items():
        if name not in _ENVELOPE and not name.startswith("X-Amz-"):
            _insert(tree, name.split("."), values[0])
    return _structure(shape, tree, protocol)


def _insert(tree: Node, path: list[str], text: str) -> None:
    *parents, leaf = path
    for part in parents:
        tree = tree.setdefault(part, {})
    tree[leaf] = text


def _value(shape: Shape, node: Any, protocol: str) -> Any:
    if shape.type_name == "structure":
        return _structure(shape, node, protocol) if isinstance(node, dict) else node
    if shape.type_name == "list":
        return _list(shape, node, protocol)
    if shape.type_name == "map":
        return _map(shape, node, protocol)
    return node


def _structure(shape: StructureShape, node: Node, protocol: str) -> dict[str, Any]:
    names = {_wire_name(member, name, protocol): name for name, member in shape.members.items()}
    return {
        names.get(key, key): _value(shape.members[names[key]], item, protocol) if key in names else item
        for key, item in node.items()
    }


def _wire_name(member: Shape, name: str, protocol: str) -> str:
    serialization: dict[str, Any] = member.serialization
    flattened = member.type_name == "list" and serialization.get("flattened")
    own: str = serialization.get("name", name)
    if protocol == "ec2":
        return str(serialization.get("queryName") or own[0].upper() + own[1:])
    return str((flattened and member.member.serialization.get("name")) or own)


def _list(shape: Shape, node: Any, protocol: str) -> Any:
    if node == "":
        return []  # how an empty list is written
    if not isinstance(node, dict):
        return node
    if protocol != "ec2" and not shape.serialization.get("flattened") and len(node) == 1:
        wrapper = next(iter(node))
        if wrapper in (shape.member.serialization.get("name"), "member"):
            node = node[wrapper]
    return [_value(shape.member, item, protocol) for _, item in _numbered(node)]


def _map(shape: Shape, node: Any, protocol: str) -> Any:
    if not isinstance(node, dict):
        return {} if node == "" else node
    entries = node if shape.serialization.get("flattened") else node.get("entry", {})
    key_name = shape.key.serialization.get("name", "key")
    value_name = shape.value.serialization.get("name", "value")
    return {
        entry[key_name]: _value(shape.value, entry.get(value_name, ""), protocol)
        for _, entry in _numbered(entries)
    }


def _numbered(node: Node) -> list[tuple[int, Any]]:
    return sorted((int(index), item) for index, item in node.items())

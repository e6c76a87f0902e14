"""Every tool, by name."""

from __future__ import annotations

from .add_owner import ADD_OWNER
from .add_pet_to_owner import ADD_PET_TO_OWNER
from .list_owners import LIST_OWNERS
from .list_vets import LIST_VETS
from .tool import Tool

TOOLS: dict[str, Tool] = {tool.name: tool for tool in (LIST_OWNERS, ADD_OWNER, LIST_VETS, ADD_PET_TO_OWNER)}

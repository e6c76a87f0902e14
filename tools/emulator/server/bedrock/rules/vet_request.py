"""The search words in a question about vets."""

from __future__ import annotations

import re

# Words of every such question.
_NO_QUERY = re.compile(
    r"an?|about|all|and|any|anyone|are|at|can|clinic|could|do|doctors?|does|find|for|from|give|ha(?:s|ve)|help|i|in|is"
    r"|knows?|list|me|my|needs?|of|on|or|our|please|show|some|someone|speciali[sz](?:e|es|ed)|specialists?"
    r"|specialt(?:y|ies)|tell|that|the|their|there|they|to|us|vets?|veterinarians?|want|what|which|who|whom|with|work"
    r"|works|you|your"
)


def vet_query(text: str) -> str:
    """Words of the question that are not in every such question, up to 200 characters; may be empty."""
    words = re.findall(r"\w+", text.lower())
    return " ".join(word for word in words if not _NO_QUERY.fullmatch(word))[:200]

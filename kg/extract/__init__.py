"""Text to claims: who does what to whom, in which modality, said by whom and when.

    gazetteer → actors → (only sentences that can hold a relation) parse → resolve → frames → modality → claims

Each step is a module of that name; the words are in `lexicon/`, the actors in `kg.ontology`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import kg
from kg.extract.extractor import Extractor
from kg.model import Claim

__all__ = ["Extractor"]


class _Callable(ModuleType):
    """`kg.extract(text)` is a function of the API; importing this package puts it there under the same name."""

    def __call__(self, text: str, **options: Any) -> list[Claim]:
        claims: list[Claim] = kg.__getattr__("extract")(text, **options)
        return claims


sys.modules[__name__].__class__ = _Callable

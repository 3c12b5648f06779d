"""Text to claims: who does what to whom, in which modality, said by whom and when.

    gazetteer → actors → (only sentences that can hold a relation) parse → resolve → frames → modality → claims

Each step is a module of that name; the words are in `lexicon/`, the actors in `kg.ontology`.
"""

from __future__ import annotations

from kg.extract.extractor import Extractor

__all__ = ["Extractor"]

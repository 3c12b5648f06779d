"""The field's reference data as claims with a dataset as their source (`origin: reference`), one dataset a format.

>>> for item in loaders.load_all(["alliance_v4.1_by_dyad.csv"], ontology):
...     item   # a Reading for each row or group of rows, or a Reject with its line

Rows are read one at a time, so that memory does not grow with the file. A dataset's claims all have one confidence: the
project's own caution, and no measurement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.model import Reading
from kg.ontology import Ontology
from loaders.reference.alliances import ATOP, COW, atop, cow
from loaders.reference.arms import SIPRI, sipri
from loaders.reference.claims import Dataset
from loaders.reference.events import GDELT, GDELT_COLUMNS, ICEWS, UCDP, gdelt, icews, ucdp
from loaders.reference.votes import UNVOTES, unvotes
from loaders.reject import Reject
from loaders.source import Source

__all__ = ["DATASETS", "Dataset", "Reference", "dataset_of"]


@dataclass(frozen=True, slots=True)
class Reference:
    """How a dataset is told by its first line, and read."""

    dataset: Dataset
    marks: frozenset[str]
    delimiter: str
    read: Callable[[Source, Ontology], Iterator[Reading | Reject]]

    def is_in(self, first_line: str) -> bool:
        """Whether a file that begins with this line holds the dataset."""
        names = {name.strip().strip('"') for name in first_line.split(self.delimiter)}
        return names >= self.marks


DATASETS = {
    found.dataset.name: found
    for found in (
        Reference(COW, frozenset({"version4id", "ccode1", "ccode2", "dyad_st_year"}), ",", cow),
        Reference(ATOP, frozenset({"ccode1", "ccode2", "year", "atop_defense"}), ",", atop),
        Reference(ICEWS, frozenset({"Event ID", "CAMEO Code", "Source Name", "Target Name"}), "\t", icews),
        Reference(GDELT, frozenset(GDELT_COLUMNS), "\t", gdelt),
        Reference(UCDP, frozenset({"type_of_violence", "dyad_name", "side_a", "side_b"}), ",", ucdp),
        Reference(SIPRI, frozenset({"Recipient", "Supplier", "Weapon designation"}), ",", sipri),
        Reference(UNVOTES, frozenset({"ccode1", "ccode2", "agree", "year"}), ",", unvotes),
    )
}


def dataset_of(first_line: str) -> Reference | None:
    """The dataset that a file with this first line holds; None for none. GDELT has no header, but 61 columns."""
    fields = first_line.split("\t")
    if (
        len(fields) == len(GDELT_COLUMNS)
        and fields[0].isdigit()
        and len(fields[1]) == 8
        and fields[1].isdigit()
    ):
        return DATASETS["gdelt"]
    return next((found for found in DATASETS.values() if found.is_in(first_line)), None)

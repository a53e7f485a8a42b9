"""Many agreements side by side: features and matched clauses as rows, agreements as columns."""

from agreements.matrix._cells import Against, Cell, Reading, Said, State, Unsaid
from agreements.matrix._compare import compare
from agreements.matrix._matrix import Apart, Column, Matrix, Row
from agreements.matrix._rows import Choice
from agreements.matrix.features import FEATURES, GROUPS, TOPICS, Feature, Kind

__all__ = [
    "FEATURES",
    "GROUPS",
    "TOPICS",
    "Against",
    "Apart",
    "Cell",
    "Choice",
    "Column",
    "Feature",
    "Kind",
    "Matrix",
    "Reading",
    "Row",
    "Said",
    "State",
    "Unsaid",
    "compare",
]

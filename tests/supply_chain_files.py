"""A small made-up supply chain in the public layout of five CSV files, and the means to change it."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = Sequence[Mapping[str, str]]

STAGES = (
    {"stage_id": "S1", "stage_name": "Design"},
    {"stage_id": "S2", "stage_name": "Fabrication"},
    {"stage_id": "S3", "stage_name": "Assembly"},
)

INPUTS = (
    {"input_id": "N1", "input_name": "Layout", "type": "process", "stage_id": "S1"},
    {
        "input_id": "N2",
        "input_name": "Exposure",
        "type": "process",
        "stage_id": "S2",
        "description": "Light through a mask.\nThen development.",
    },
    {"input_id": "N3", "input_name": "Bonding", "type": "process", "stage_id": "S3"},
    {"input_id": "N4", "input_name": "Scanner", "type": "tool_resource"},
    {"input_id": "N5", "input_name": "Deep scanner", "type": "tool_resource"},
    {"input_id": "N6", "input_name": "Deepest scanner", "type": "tool_resource"},
    {"input_id": "N7", "input_name": "Resist", "type": "material_resource"},
    {"input_id": "N8", "input_name": "Cleaner", "type": "tool_resource"},
    {"input_id": "N9", "input_name": "Chip", "type": "ultimate_output"},
)

SEQUENCE = (
    {"input_id": "N4", "goes_into_id": "N2"},
    {"input_id": "N5", "is_type_of_id": "N4"},
    {"input_id": "N6", "is_type_of_id": "N5"},
    {"input_id": "N7", "goes_into_id": "N2"},
    # Into two processes: the earlier stage is its layer.
    {"input_id": "N8", "goes_into_id": "N3"},
    {"input_id": "N8", "goes_into_id": "N2"},
    {"input_id": "N1", "goes_into_id": "N2"},
    {"input_id": "N2", "goes_into_id": "N3"},
    {"input_id": "N3", "goes_into_id": "N9"},
)

PROVIDERS = (
    {"provider_id": "P1", "provider_name": "Polder Optics", "provider_type": "organization", "country": "Netherlands"}
    | {"alias": "PO; Polder"},
    {"provider_id": "P2", "provider_name": "Fuji-ue Kagaku", "provider_type": "organization", "country": "Japan"},
    {"provider_id": "P3", "provider_name": "Xuanji Test", "provider_type": "organization", "country": "China"},
    {"provider_id": "C1", "provider_name": "Netherlands", "provider_type": "country"},
    {"provider_id": "C2", "provider_name": "Japan", "provider_type": "country"},
    {"provider_id": "C3", "provider_name": "USA", "provider_type": "country"},
    {"provider_id": "C4", "provider_name": "Various", "provider_type": "country"},
)

PROVISION = (
    {"provider_id": "P1", "provided_id": "N6", "year": "2019", "source": "Annual report"},
    {"provider_id": "P2", "provided_id": "N7", "year": "2019"},
    {"provider_id": "C1", "provided_id": "N6", "share_provided": "100%", "year": "2019"},
    {"provider_id": "C2", "provided_id": "N7", "share_provided": "90%", "year": "2019"},
    {"provider_id": "C3", "provided_id": "N7", "negligible_market_share": "TRUE", "year": "2019"},
    {"provider_id": "C3", "provided_id": "N8", "year": "2019"},
)

GIVEN: dict[str, Rows] = {
    "stages": STAGES,
    "inputs": INPUTS,
    "sequence": SEQUENCE,
    "providers": PROVIDERS,
    "provision": PROVISION,
}


def five_files(mark: bytes = b"\xef\xbb\xbf", /, **instead: Rows) -> dict[str, bytes]:
    """Return the files by name, with other rows where some are given; begun by a byte-order mark by default."""
    return {f"{name}.csv": mark + _written(rows) for name, rows in (GIVEN | instead).items()}


def written_to(folder: Path, **instead: Rows) -> str:
    """Write the files into a folder and return its path."""
    for name, content in five_files(**instead).items():
        (folder / name).write_bytes(content)
    return str(folder)


def without(rows: Rows, *columns: str) -> Rows:
    """Return the rows without some columns."""
    return [{column: text for column, text in row.items() if column not in columns} for row in rows]


def _written(rows: Rows) -> bytes:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()

"""The formats as JSON Schema 2020-12, generated from the model.

`python -m agreements.schema FOLDER` writes the schemas there; with `--check` it only says whether they are up to date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from agreements._spelling import near
from agreements.errors import UnknownNameError
from agreements.model import DOCUMENTS

__all__ = ["build_schema", "schema_id", "schema_text"]


def schema_id(format: str = "agreement/1") -> str:
    """Return the stable `$id` of a format's schema; it changes only with the format's number."""
    return f"urn:agreements:schema:{_stem(format)}"


def build_schema(format: str = "agreement/1") -> dict[str, Any]:
    """Return the JSON Schema of a format, as plain data.

    Args:
        format: What the file's `format` says: `agreement/1`, `events/1`, `terms-of-office/1`.

    Raises:
        UnknownNameError: There is no such format.
    """
    if format not in DOCUMENTS:
        raise UnknownNameError("format", str(format), near(str(format), DOCUMENTS), tuple(DOCUMENTS))
    plain = DOCUMENTS[format].model_json_schema(by_alias=True, mode="validation")
    schema: dict[str, Any] = _cleaned(_with_tags(plain, plain["$defs"]))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id(format),
        "title": DOCUMENTS[format].__name__,
        **{key: value for key, value in schema.items() if key not in ("$schema", "$id", "title")},
    }


def schema_text(format: str = "agreement/1") -> str:
    """Return the schema as the text that is shipped, ending in a line end.

    Raises:
        UnknownNameError: There is no such format.
    """
    return json.dumps(build_schema(format), ensure_ascii=False, indent=1) + "\n"


def _stem(format: str) -> str:
    return format.replace("/", "-")


def _with_tags(node: Any, definitions: dict[str, Any]) -> Any:
    """Say beside each tagged union which tags there are: an editor then names all of them where a tag is wrong."""
    if isinstance(node, list):
        return [_with_tags(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    told = {key: _with_tags(value, definitions) for key, value in node.items()}
    if isinstance(discriminator := told.get("discriminator"), dict):
        name = discriminator["propertyName"]
        members = (definitions[member["$ref"].rpartition("/")[2]] for member in told["oneOf"])
        tags = [{key: member["properties"][name][key] for key in ("const", "description")} for member in members]
        told |= {
            "type": "object",
            "required": [name],
            "properties": {name: {"title": name.title(), "type": "string", "anyOf": tags}},
        }
    return told


def _cleaned(node: Any) -> Any:
    """Take out what strict validators refuse or a record may not hold: `discriminator`, null, defaults."""
    if isinstance(node, list):
        return [_cleaned(item) for item in node]
    if not isinstance(node, dict):
        return node
    cleaned = {
        key: {name: _cleaned(sub) for name, sub in value.items()} if key in ("properties", "$defs") else _cleaned(value)
        for key, value in node.items()
        if key not in ("discriminator", "default")
    }
    for union in ("anyOf", "oneOf"):
        members = cleaned.get(union)
        if isinstance(members, list) and {"type": "null"} in members:
            members = [member for member in members if member != {"type": "null"}]
            if len(members) == 1:
                del cleaned[union]
                inner = members[0]
                cleaned = {**inner, **cleaned} if "$ref" not in inner else {**cleaned, "$ref": inner["$ref"]}
            else:
                cleaned[union] = members
    return cleaned


def _main(arguments: list[str]) -> int:
    check = "--check" in arguments
    folders = [argument for argument in arguments if not argument.startswith("-")]
    folder = Path(folders[0] if folders else "schemas")
    stale = 0
    for format in DOCUMENTS:
        file = folder / f"{_stem(format)}.json"
        if not check:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_text(schema_text(format), encoding="utf-8", newline="\n")
        elif not file.exists() or file.read_text(encoding="utf-8") != schema_text(format):
            print(f"{file} is out of date; run: python -m agreements.schema {folder}", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))

"""The format as JSON Schema 2020-12, generated from the model.

`python -m agreements.schema FOLDER` writes the schema there; with `--check` it only says whether it is up to date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from agreements.model import Agreement

__all__ = ["SCHEMA_ID", "build_schema", "schema_text"]

SCHEMA_ID: Final = "urn:agreements:schema:agreement-1"
"""The stable `$id`; it changes only with the format's number."""
_FILE: Final = "agreement-1.json"


def build_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record, as plain data."""
    plain = Agreement.model_json_schema(by_alias=True, mode="validation")
    schema: dict[str, Any] = _cleaned(_with_tags(plain, plain["$defs"]))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Agreement",
        **{key: value for key, value in schema.items() if key not in ("$schema", "$id", "title")},
    }


def schema_text() -> str:
    """Return the schema as the text that is shipped, ending in a line end."""
    return json.dumps(build_schema(), ensure_ascii=False, indent=1) + "\n"


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
    file = Path(folders[0] if folders else "schemas") / _FILE
    if check:
        current = file.read_text(encoding="utf-8") if file.exists() else ""
        if current == schema_text():
            return 0
        print(f"{file} is out of date; run: python -m agreements.schema {file.parent}", file=sys.stderr)
        return 1
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(schema_text(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))

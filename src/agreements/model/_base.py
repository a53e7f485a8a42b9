"""What every part of a record shares: frozen values, absence with a reason, vocabulary words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, StrEnum
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from agreements.errors import InvalidRecordError

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
Word = TypeVar("Word", bound=str)


class Term(StrEnum):
    """A word of the vocabulary; `meaning` says what it stands for, `source` which instrument or guide uses it so.

    A member is written `NAME = "word", "meaning", "source"`; the source is empty where the word is the format's own.
    """

    meaning: str
    source: str

    def __new__(cls, word: str, meaning: str = "", source: str = "") -> Self:
        """Make the member: its value is the word, its meaning goes into the schema, its source into the manual."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.meaning = meaning
        member.source = source
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Publish each word with its meaning: editors show it at completion."""
        return {
            "title": cls.__name__,
            "description": (cls.__doc__ or "").strip().splitlines()[0],
            "type": "string",
            "anyOf": [{"const": str(member), "description": member.meaning} for member in cls],
        }


class FrozenMap(Mapping[K, V], Generic[K, V]):
    """A mapping that never changes and can be hashed; its keys are kept sorted."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V] | None = None) -> None:
        self._items: dict[K, V] = dict(items or {})
        if len(self._items) > 1:
            self._items = dict(sorted(self._items.items(), key=lambda item: str(item[0])))

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __eq__(self, other: object) -> bool:
        return self._items == dict(other.items()) if isinstance(other, Mapping) else NotImplemented

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as a mapping of the two types, then freeze."""
        key, value = get_args(source) or (Any, Any)
        plain = core_schema.dict_schema(handler.generate_schema(key), handler.generate_schema(value))
        return core_schema.no_info_after_validator_function(
            cls,
            plain,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda frozen: {str(k): str(v) for k, v in frozen.items()}, return_schema=core_schema.dict_schema()
            ),
        )


def _sorted_once(values: tuple[Word, ...]) -> tuple[Word, ...]:
    if len(values) < 2:  # as most sets
        return values
    ordered = tuple(sorted(values))
    for one, next_one in pairwise(ordered):
        if one == next_one:
            raise PydanticCustomError("listed_twice", "'{value}' is listed twice", {"value": str(one)})
    return ordered


Sorted = Annotated[tuple[Word, ...], Field(min_length=1), AfterValidator(_sorted_once)]
"""A set, written as a list: its order means nothing, so it is kept sorted; nothing twice, never written empty."""

Listed = Annotated[tuple[T, ...], Field(min_length=1)]
"""A list whose order is the text's; never written empty."""

Id = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=80,
        title="Id",
        description="A short name in kebab-case, kept across versions of a record and across partners.",
        examples=["emergency-meeting"],
    ),
]


IdPath = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9_]+(-[a-z0-9]+)*(/[a-z0-9_]+(-[a-z0-9]+)*)*$",
        max_length=200,
        title="Path of ids",
        description="Ids and names of fields, joined by `/`.",
        examples=["usa-ukr-2024-security/emergency-meeting/meet"],
    ),
]

RecordPath = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9_]+(-[A-Za-z0-9]+)*(/[A-Za-z0-9_]+(-[A-Za-z0-9]+)*)*$",
        max_length=200,
        title="Path in the record",
        description="Ids, those of parties too, and names of fields, joined by `/`.",
    ),
]


def _truth(value: object) -> bool:
    # The scalars of a file are text until the model types them; `yes` and `1` mean something else elsewhere.
    known = {"true": True, "false": False, True: True, False: False}
    if not isinstance(value, str | bool) or value not in known:
        raise PydanticCustomError("no_truth", "'{value}' is neither true nor false", {"value": str(value)[:100]})
    return known[value]


Truth = Annotated[bool, PlainValidator(_truth), WithJsonSchema({"title": "Truth value", "type": "boolean"})]
"""`true` or `false`."""


class Reference(Enum):
    """Marks the fields whose text stands for something that is declared elsewhere."""

    ACTOR = "party or actor"


ActorId = Annotated[
    str,
    Reference.ACTOR,
    Field(
        pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$",
        max_length=80,
        title="Party or actor",
        description="ISO 3166-1 alpha-3 code, a listed organisation, or an id declared in `parties` or `actors`. "
        "`each-party` means every party, each for itself.",
        examples=["USA", "UKR", "NATO", "allies-and-partners"],
    ),
]
Prose = Annotated[
    str,
    Field(min_length=1, max_length=4000, description="A short text in our own words."),
]


class Absence(Term):
    """Why nothing is there."""

    SILENT = "silent", "The text says nothing about it."
    UNKNOWN = "unknown", "It could not be found out."
    NOT_APPLICABLE = "not-applicable", "It can't arise here."


class Record(BaseModel):
    """A part of a record: frozen, hashable, closed to unknown fields.

    Records that say the same are equal. `replace()` makes a changed copy and validates it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, use_attribute_docstrings=False)

    _optional: ClassVar[frozenset[str]] = frozenset()

    absent: FrozenMap[str, Absence] = Field(
        default=FrozenMap(),
        description="Fields with nothing to fill in, each with why: silent, unknown, not-applicable. "
        "A field that is neither filled nor named here was not looked for.",
        examples=[{"renewal": "silent"}],
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Note which fields may be absent: those that need not be filled."""
        cls._optional = frozenset(
            name for name, field in cls.model_fields.items() if not field.is_required() and name != "absent"
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check `absent` after all other fields, and only where it is written: most parts of a record have none."""
        schema = handler(source)
        model: Any = handler.resolve_ref_schema(schema)
        while "fields" not in model:
            model = model["schema"]
        fields = model["fields"]
        if next(reversed(fields)) != "absent":  # the schema of a class is made once, and handed out again
            fields["absent"] = absent = fields.pop("absent")
            absent["schema"]["schema"] = core_schema.with_info_after_validator_function(
                cls._contradicts_nothing, absent["schema"]["schema"]
            )
        return schema

    @classmethod
    def _contradicts_nothing(cls, absent: FrozenMap[str, Absence], info: ValidationInfo) -> FrozenMap[str, Absence]:
        for name in absent:
            if name not in cls._optional:
                raise PydanticCustomError(
                    "absent_unknown",
                    "'{field}' is named in absent, but is no field that may be left out here",
                    {"field": name},
                )
            if info.data.get(name) not in (None, ()):
                raise PydanticCustomError(
                    "absent_filled", "'{field}' is filled and named in absent at once", {"field": name}
                )
        return absent

    def replace(self, **changes: Any) -> Self:
        """Return a validated copy with some fields changed; None or `()` empties a field.

        Raises:
            InvalidRecordError: The result would be no valid record; its `findings` are everything that is wrong, each
                at its place in this part of the record.
        """
        written = {name: field.alias or name for name, field in type(self).model_fields.items()}
        fields = {written[name]: getattr(self, name) for name in written if name in self.model_fields_set}
        fields.update({written.get(name, name): value for name, value in changes.items()})
        return type(self).from_plain({k: v for k, v in fields.items() if v is not None and v != ()}, "the changed")

    @classmethod
    def from_plain(cls, data: Mapping[str, Any], what: str = "the") -> Self:
        """Return the record that plain data make; texts, lists and dicts, or records in their places.

        Args:
            data: The fields, by the names they have in a file.
            what: What the error calls it, before the name of its class.

        Raises:
            InvalidRecordError: They make no valid record; its `findings` are everything that is wrong.
        """
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            from agreements.model._faults import complaints

            findings = tuple(complaint.finding for complaint in complaints(error, data, cls))
            raise InvalidRecordError(f"{what} {cls.__name__}", findings) from None

    def plain(self) -> dict[str, Any]:
        """Return the record as plain data (dicts, lists, text), empty fields left out, in the order of the format."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Close `absent` over the fields that may be absent; say at a tag what it stands for."""
        produced = handler(schema)
        resolved = handler.resolve_ref_schema(produced)
        for name in ("kind", "rule"):
            tag = resolved.get("properties", {}).get(name, {})
            if "const" in tag:
                meaning = (cls.__doc__ or "").partition("\n")[0]
                resolved["properties"][name] = {**tag, "description": meaning}
                resolved["title"] = tag["const"]  # the name of the class would mean nothing to who writes a record
        if cls._optional and "absent" in resolved.get("properties", {}):
            absent = dict(resolved["properties"]["absent"])
            absent["propertyNames"] = {"enum": sorted(cls._optional)}
            if "renewal" not in cls._optional:
                del absent["examples"]  # an editor offers the example, which would be refused here
            resolved["properties"]["absent"] = absent
        return produced

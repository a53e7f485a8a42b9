"""Money and the ways a text puts an amount."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from agreements.errors import InvalidValueError
from agreements.model._base import Id, Prose, Record
from agreements.model.vocabulary import Qualifier, Stage
from agreements.timing import Answer, PartialDate

_MAX_DIGITS = 18


class DecimalText(Decimal):
    """A decimal number written as plain digits: at most 18 before and 6 after the point; no exponent, no sign."""

    __slots__ = ()

    def __new__(cls, text: str) -> DecimalText:
        """Parse the digits.

        Raises:
            InvalidValueError: It is no plain decimal number within the bounds.
        """
        if not isinstance(text, str):
            raise InvalidValueError("decimal text", text, "a number may have lost digits", "write it in quotes")
        whole, point, fraction = text.partition(".")
        plain = whole.isascii() and whole.isdigit() and (not point or (fraction.isascii() and fraction.isdigit()))
        if not plain or len(whole) > _MAX_DIGITS or len(fraction) > 6:
            reason = "it has more than 18 digits before the point, or 6 after it" if plain else "it isn't digits alone"
            raise InvalidValueError("decimal number", text, reason, "write '2500000000' or '0.25'")
        return Decimal.__new__(cls, text)

    def __str__(self) -> str:
        whole, _, fraction = format(self, "f").partition(".")
        fraction = fraction.rstrip("0")
        return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate from text only: a float would have lost the amount already."""
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def _validate(cls, value: Any) -> DecimalText:
        return value if isinstance(value, DecimalText) else cls(value)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Publish the digits' pattern."""
        return {
            "title": "Decimal number",
            "type": "string",
            "pattern": r"^[0-9]{1,18}(\.[0-9]{1,6})?$",
            "description": "A decimal number as text: digits, a point if need be; write it in quotes.",
            "examples": ["2500000000"],
        }


CurrencyCode = Annotated[
    str, Field(pattern=r"^[A-Z]{3}$", title="Currency", description="ISO 4217 code.", examples=["USD", "EUR"])
]


class Money(Record):
    """An amount of one currency; never converted."""

    value: DecimalText = Field(description="How much, in whole units of the currency.")
    currency: CurrencyCode

    def exceeds(self, other: Money) -> Answer:
        """Tell whether this is more; across currencies it cannot be told."""
        if self.currency != other.currency:
            return Answer.CANNOT_TELL
        return Answer.of(self.value > other.value)

    def __str__(self) -> str:
        return f"{self.currency} {self.value:,f}"


class _AmountBase(Record):
    per: Literal["year"] | None = Field(None, description="`year` where the amount is owed each year.")
    over: PartialDate | None = Field(None, description="The year or span it belongs to.")
    stage: Stage | None = Field(None, description="How far it has got.")
    part_of: Id | None = Field(
        None, description="The clause whose amount this one is part of, so that sums don't count twice."
    )
    note: Prose | None = Field(None, description="What a reader should know.")


class MoneyAmount(_AmountBase):
    """An amount of money."""

    rule: Literal["money"]
    qualifier: Qualifier = Field(Qualifier.EXACTLY, description="How the amount is put.")
    value: DecimalText = Field(description="How much, in whole units of the currency.")
    currency: CurrencyCode

    @property
    def money(self) -> Money:
        """The amount without its qualifier."""
        return Money(value=self.value, currency=self.currency)

    @property
    def minimum(self) -> DecimalText | None:
        """The least it can be; None where the text bears no least amount (up to, nearly, about, comparable)."""
        return self.value if self.qualifier in (Qualifier.EXACTLY, Qualifier.AT_LEAST, Qualifier.OVER) else None

    @property
    def maximum(self) -> DecimalText | None:
        """The most it can be; None where the text bears no greatest amount."""
        return self.value if self.qualifier in (Qualifier.EXACTLY, Qualifier.UP_TO, Qualifier.NEARLY) else None


class ShareOfGdp(_AmountBase):
    """A share of the gross domestic product."""

    rule: Literal["share-of-gdp"]
    qualifier: Qualifier = Field(Qualifier.EXACTLY, description="How the share is put.")
    percent: DecimalText = Field(description="Percent of GDP: 0.25 is a quarter of one percent.")


class AmountLike(_AmountBase):
    """An amount by reference to another one."""

    rule: Literal["like"]
    qualifier: Qualifier = Field(Qualifier.COMPARABLE, description="How it compares.")
    to: Id = Field(description="The clause whose amount is meant.")


Amount = Annotated[MoneyAmount | ShareOfGdp | AmountLike, Field(discriminator="rule")]
"""How a text puts an amount."""

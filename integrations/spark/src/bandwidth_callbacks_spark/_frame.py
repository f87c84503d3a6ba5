"""The columns that both functions take from a DataFrame: the bodies and their order."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.types import (
    BinaryType,
    IntegralType,
    StringType,
    TimestampType,
)


def bodies(df: DataFrame, column: str) -> Column:
    """The column of bodies: strings, or bytes as received."""
    found = df.schema[column].dataType
    if not isinstance(found, (StringType, BinaryType)):
        raise TypeError(f"expected `{column}` to be a string or binary column, found {found.simpleString()}")
    return F.col(f"`{column}`")


def order(df: DataFrame, place: str) -> Column:
    """A place as an integer; a timestamp as its microseconds since 1970."""
    found = df.schema[place].dataType
    if isinstance(found, TimestampType):
        return F.unix_micros(F.col(f"`{place}`"))
    if isinstance(found, IntegralType):
        return F.col(f"`{place}`").cast("long")
    raise TypeError(f"expected `{place}` to be an integer or timestamp column, found {found.simpleString()}")

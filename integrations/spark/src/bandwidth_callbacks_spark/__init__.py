"""The callbacks of Bandwidth's Messaging API in Apache Spark: typed rows with findings, and summaries.

Bodies are read inside the executors, by the crate `bandwidth-callbacks`.
"""

from ._rows import callbacks, schema
from ._summary import summary

__all__ = ["callbacks", "schema", "summary"]

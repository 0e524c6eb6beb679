"""What is installed here, for a report of a fault or of a result."""

from __future__ import annotations

from ._core import Regulation, __version__

__all__ = ["Versions", "show_versions"]

PEERS = ("altair", "duckdb", "hypothesis", "numpy", "pandas", "polars", "pyarrow", "pyspark")


class Versions(dict[str, str]):
    """Names and versions; its text is one line each."""

    def __str__(self) -> str:
        width = max(map(len, self), default=0)
        return "\n".join(f"{name:<{width}}  {version}" for name, version in self.items())

    __repr__ = __str__


def show_versions() -> Versions:
    """This library, the published regulations with their digests, Python, and the installed peers."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    versions = Versions({"voucher-core": __version__})
    versions.update((regulation.id, regulation.digest) for regulation in Regulation.published())
    versions["python"] = platform.python_version()
    versions["platform"] = f"{platform.system()} {platform.machine()}"
    for peer in PEERS:
        try:
            versions[peer] = version(peer)
        except PackageNotFoundError:
            continue
    return versions

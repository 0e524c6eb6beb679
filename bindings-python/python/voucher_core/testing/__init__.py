"""What tests of a system around the library need.

`strategies` draws people, facts, worlds, journals and tables for Hypothesis; `machine` drives a system beside
a `Ledger`, fact by fact; `vectors` holds the conformance vectors and needs nothing but the library. The first
two need Hypothesis (`pip install "hypothesis>=6.100" "pytest>=8"`), which `import voucher_core` never loads. Wherever
Hypothesis is loaded, `hypothesis.strategies.from_type` knows the classes of this library without any import.

Everybody here is made up: the IINs are of people not born yet (`9901016…`), and no operator gives out the
phones.
"""

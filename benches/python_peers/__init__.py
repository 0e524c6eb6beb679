"""Rivals of `voucher_core.review`: the same question, answered with the tools that an analyst has at hand.

One module a tool. `question` says what is asked, `tables` makes up the input, `reference` answers slowly and
plainly from the norms, and each `by_*` answers as a skilled user of that tool would. A rival has

- `versions()`: what it runs on, name to version;
- `prepare(table, variant, threads, as_of)`: the table in the tool's own form, made before the clock starts;
- `answer(form)`: the timed part, giving `question.Answer` or something that `collect` turns into one;
- `collect(result)`: the answer as plain NumPy columns, after the clock has stopped.

The rivals know one regulation only and check no row for errors: each of them answers less than `review` does.
"""

package kz.voucher.oldest

import java.time.*
import kz.voucher.core.*

/** Packages that an app imports whole beside this one: no name of theirs stands here too. */
internal fun september(): Pair<Month, Period> = Month.SEPTEMBER to Period.between(LocalDate.EPOCH, LocalDate.EPOCH)

/** Names of the library, found by the same imports. */
internal fun days(rules: GasRegulation): CivilPeriod = rules.period

package kz.voucher.core

import java.time.LocalDate
import java.time.YearMonth
import java.time.temporal.ChronoField

private const val MONTHS = 12

/** Days since 1970-01-01. */
internal fun LocalDate.toDays(): Int = toEpochDay().within()

/** Months since January of the year 0. */
internal fun YearMonth.toMonths(): Int = getLong(ChronoField.PROLEPTIC_MONTH).within()

internal fun Int.toYearMonth(): YearMonth = YearMonth.of(floorDiv(MONTHS), mod(MONTHS) + 1)

/** Too far out is as far out as the number goes: the core refuses either. */
private fun Long.within(): Int = coerceIn(Int.MIN_VALUE.toLong(), Int.MAX_VALUE.toLong()).toInt()

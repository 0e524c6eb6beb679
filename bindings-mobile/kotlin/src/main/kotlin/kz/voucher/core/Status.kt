package kz.voucher.core

import com.sun.jna.Memory

/** At least what a status is long on any machine: a code, padding, a buffer of two numbers and a pointer. */
private const val STATUS_SIZE = 32L

/** The status of a call, not yet an error. The generated code reads its code from the first byte. */
internal fun newStatus(): Memory = Memory(STATUS_SIZE).apply { clear() }

package kz.voucher.core

import com.sun.jna.Memory

/** The blocks of native memory that JNA holds. */
internal fun nativeBlocks(): Int = (ALLOCATED.get(null) as Map<*, *>).size

private val ALLOCATED = Memory::class.java.getDeclaredField("allocatedMemory").apply { isAccessible = true }

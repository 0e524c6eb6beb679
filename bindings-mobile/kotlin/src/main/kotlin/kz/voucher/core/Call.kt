package kz.voucher.core

import com.sun.jna.Memory
import com.sun.jna.Structure

/** At least what a status is long on any machine: a code, padding, a buffer of two numbers and a pointer. */
private const val STATUS_SIZE = 32L

/** Where the two numbers and the pointer of a buffer stand in it. */
private const val LEN = 8
private const val DATA = 16

/**
 * One call of the library: its status, which tells in the first byte whether there is an error, and the buffers that were
 * lowered for it.
 *
 * Nothing of it outlives the call. What is left to the garbage collector waits for JNA's one thread that gives native memory
 * back; under load that thread falls behind, and the heap fills with what waits for it.
 */
internal class Call : Memory(STATUS_SIZE) {
    private val buffers = ArrayList<RustBuffer.ByValue>()
    private var isBegun = false

    init {
        clear()
    }

    fun keep(buffer: RustBuffer.ByValue) {
        buffers.add(buffer)
    }

    /** All arguments are lowered: from here on what they hold is the library's. */
    fun begin(): Call {
        isBegun = true
        return this
    }

    fun failed(): Boolean = getByte(0) != UNIFFI_CALL_SUCCESS

    /** What the library says of a call that failed. */
    fun <E : Exception> failure(handler: UniffiRustCallStatusErrorHandler<E>): Exception {
        val at = Layout.errorAt
        val said = RustBuffer.create(getLong(at).toULong(), getLong(at + LEN).toULong(), getPointer(at + DATA))
        return when {
            getByte(0) == UNIFFI_CALL_ERROR -> handler.lift(said)
            // A panic leaves its message, or nothing.
            said.data != null -> InternalException(FfiConverterString.lift(said))
            else -> InternalException("Rust panic")
        }
    }

    /** Gives all back. Where a later argument could not be lowered, what the others hold goes back to the library too. */
    override fun close() {
        buffers.forEach { if (isBegun) it.giveBack() else RustBuffer.free(it) }
        super.close()
    }

    /** Where the error stands in a status: behind the code, as far as this machine aligns it. */
    private object Layout : UniffiRustCallStatus() {
        val errorAt = fieldOffset("error_buf").toLong()
    }
}

/** A structure that stays in one block of native memory: JNA takes a second one for each that the library hands over by value. */
internal open class StructureInOneBlock : Structure() {
    // No value to begin with: JNA takes the block before a subclass begins.
    private lateinit var block: Memory

    final override fun autoAllocate(size: Int): Memory {
        if (!::block.isInitialized) block = super.autoAllocate(size)
        return block
    }

    fun giveBack() = block.close()
}

/** What was lowered is given back with the call that it was lowered for. */
internal fun <T> T.keptBy(call: Call): T {
    if (this is RustBuffer.ByValue) call.keep(this)
    return this
}

/** Calls the library; the generated code does it by this. */
internal inline fun <U, E : Exception> uniffiRustCallWithError(
    handler: UniffiRustCallStatusErrorHandler<E>,
    callback: (Call) -> U,
): U {
    val call = Call()
    try {
        val answer = callback(call)
        if (call.failed()) {
            answer.keptBy(call)
            throw call.failure(handler)
        }
        return answer
    } finally {
        call.close()
    }
}

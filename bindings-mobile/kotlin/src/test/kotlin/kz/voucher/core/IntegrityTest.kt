package kz.voucher.core

import java.lang.reflect.InvocationTargetException
import java.nio.ByteBuffer
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A library that does not belong to the classes is refused by the first call, whichever it is (field case F24). */
class IntegrityTest {
    @Test
    fun aChecksumThatDiffersIsNoticedAtTheFirstCall() {
        val thrown = assertThrows(InvocationTargetException::class.java) { version(::doctored) }.targetException
        assertTrue(thrown is ExceptionInInitializerError, "$thrown")
        val causes = generateSequence(thrown) { it.cause }.mapNotNull { it.message }.toList()
        assertTrue(causes.any { "checksum mismatch" in it }, "$causes")
        assertEquals(libraryVersion(), version { it })
    }

    /** The first call of classes of their own, changed on the way. */
    private fun version(change: (ByteArray) -> ByteArray): Any? {
        val own = object : ClassLoader(javaClass.classLoader) {
            override fun loadClass(name: String, resolve: Boolean): Class<*> = synchronized(getClassLoadingLock(name)) {
                if (!name.startsWith("kz.voucher.core.")) return super.loadClass(name, resolve)
                findLoadedClass(name) ?: define(name)
            }

            private fun define(name: String): Class<*> {
                val stream = getResourceAsStream(name.replace('.', '/') + ".class") ?: throw ClassNotFoundException(name)
                val bytes = stream.use { it.readBytes() }
                val changed = if (name == GENERATED) change(bytes) else bytes
                return defineClass(name, changed, 0, changed.size)
            }
        }
        return own.loadClass(GENERATED).getMethod("libraryVersion").also { it.isAccessible = true }.invoke(null)
    }

    /** One checksum is another one: those from 2^15 on stand among the constants as integers of four bytes. */
    private fun doctored(classFile: ByteArray): ByteArray {
        val constants = ByteBuffer.wrap(classFile)
        val isChecksum = { at: Int -> classFile[at] == INTEGER && constants.getInt(at + 1) in (1 shl 15) until 0xFFFF }
        val at = (10 until classFile.size - 4).first(isChecksum)
        return classFile.copyOf().also { ByteBuffer.wrap(it).putInt(at + 1, constants.getInt(at + 1) xor 1) }
    }

    private companion object {
        const val GENERATED = "kz.voucher.core.VoucherCore__Voucher_core_mobileKt"

        /** How an integer begins among a class's constants. */
        const val INTEGER: Byte = 3
    }
}

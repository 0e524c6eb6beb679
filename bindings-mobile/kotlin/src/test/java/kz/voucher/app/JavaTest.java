package kz.voucher.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import kz.voucher.core.GasFact;
import kz.voucher.core.GasMonthFacts;
import kz.voucher.core.GasReceiptAnswer;
import kz.voucher.core.GasRefusal;
import kz.voucher.core.Iin;
import kz.voucher.core.Language;
import kz.voucher.core.PersonalAccount;
import kz.voucher.core.Price;
import kz.voucher.core.Tiyn;
import kz.voucher.core.Volume;
import kz.voucher.core.VoucherCore;
import kz.voucher.core.VoucherException;
import org.junit.jupiter.api.Test;

/** As an app in Java calls it, from another package: one class has all calls. */
class JavaTest {
    private final Iin iin = new Iin("990101600002");
    private final GasMonthFacts facts = new GasMonthFacts(iin, YearMonth.of(2025, 9), List.of(), List.of());

    @Test
    void amountsAreMadeAndRead() throws VoucherException {
        var rules = VoucherCore.gasRegulation("gas-2025-08");
        var price = new Price(new BigDecimal("29.1"));
        var answer = VoucherCore.gasReceipt(facts, rules, new PersonalAccount("0012345"), new Volume("700"), price, null);
        var amounts = ((GasReceiptAnswer.Amounts) answer).getAmounts();
        assertEquals(new Tiyn(2_037_000), amounts.getGross());
        assertEquals(new BigDecimal("20370.00"), amounts.getGross().getTenge());
    }

    @Test
    void listsAreFoundByCode() {
        var refusal = VoucherCore.ofCode(GasRefusal.class, "not_listed");
        assertEquals(GasRefusal.NOT_LISTED, refusal);
        assertEquals("not_listed", refusal.getCode());
        assertNull(VoucherCore.ofCode(GasRefusal.class, "of_a_newer_server"));
        assertEquals(Language.KK, VoucherCore.languageOf(java.util.Locale.forLanguageTag("kk-KZ")));
    }

    @Test
    void factsAndDates() throws VoucherException {
        var today = VoucherCore.civilDate(Instant.parse("2025-09-08T20:00:00Z"));
        assertEquals(LocalDate.of(2025, 9, 9), today);
        var more = VoucherCore.with(facts, today, new GasFact.OfferAccepted(iin));
        assertEquals(1, more.getFacts().size());
        var error = assertThrows(VoucherException.class, () -> VoucherCore.civilDate("yesterday"));
        assertEquals("not_an_instant", VoucherCore.getCode(error));
    }
}

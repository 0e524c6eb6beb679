import VoucherCore
import XCTest

let medicines = "medicines-2024-01"

/// Enrolled on 9 February, one prescription for 90 units on the next day, and what happened after.
func prescribed(_ lines: [FactLine] = []) -> PrescriptionFacts {
    let enrolled = line("enrolled", "2026-02-09", #","point":"P-1""#)
    let prescribed = line("prescribed", "2026-02-10", #","prescription":"RX-1","item":"A10","quantity":90,"days":90"#)
    return PrescriptionFacts(iin: person, lines: [enrolled, prescribed] + lines)
}

func prescriptionAsked(_ quantity: Count?, _ evidence: PrescriptionEvidence?, point: String = "P-2") -> PrescriptionAsked {
    PrescriptionAsked(prescription: Reference("RX-1"), point: Reference(point), quantity: quantity, evidence: evidence)
}

/// A patient's screen and a point's question; what is decided is tested from Rust.
final class PrescriptionTests: XCTestCase {
    func testAPatientSeesWhatIsLeft() throws {
        let seen = try screen(prescribed(), "2026-03-12")
        XCTAssertEqual(seen.point, Reference("P-1"))
        let card = try XCTUnwrap(seen.prescriptions.first)
        XCTAssertEqual([card.prescription, card.item], [Reference("RX-1"), Reference("A10")])
        XCTAssertEqual(card.stage.stage, .open)
        XCTAssertEqual([card.issuedOn, card.until], [day("2026-02-10"), day("2026-03-12")])
        XCTAssertEqual([card.quantity, card.days, card.rest], [90, 90, 90])
        XCTAssertEqual(card.blocked, [])
        let late = try XCTUnwrap(screen(prescribed(), "2026-03-13").prescriptions.first)
        XCTAssertEqual(late.blocked, [])
        XCTAssertNil(late.rest)
        let what = #""record":"D-1","prescription":"RX-1","point":"P-2","quantity":90,"evidence":"qr""#
        let given = FactLine(#"{"fact":"dispensed",\#(what),"on":"2026-02-11"}"#)
        let done = try XCTUnwrap(screen(prescribed([given]), "2026-02-11").prescriptions.first)
        let part = PrescriptionDispensed(on: day("2026-02-11"), point: Reference("P-2"), quantity: 90, evidence: .qr)
        XCTAssertEqual(done.dispensed, [part])
        XCTAssertFalse("\(seen) \(prescribed())".contains("RX-1"))
    }

    func testAPointAsks() throws {
        func ask(_ asked: PrescriptionAsked, _ today: String) throws -> PrescriptionPreviewAnswer {
            try prescriptionPreview(
                facts: prescribed(), regulation: medicines, asked: asked, today: day(today), language: .en)
        }
        let key = PrescriptionKey(programme: .medicines, prescription: Reference("RX-1"), number: nil)
        XCTAssertEqual(try ask(prescriptionAsked(90, .face), "2026-03-12"), .yes(key: key))
        XCTAssertEqual(try ask(prescriptionAsked(nil, nil), "2026-03-12"), .cannotTell(missing: [.quantity, .evidence]))
        guard case .no(let reasons, let earliest) = try ask(prescriptionAsked(90, .document), "2026-02-09") else {
            return XCTFail("it was not issued yet")
        }
        XCTAssertEqual(reasons.map(\.code), ["before_issue"])
        XCTAssertEqual(earliest, day("2026-02-10"))
        XCTAssertEqual(code(try ask(prescriptionAsked(2_147_483_648, nil), "2026-03-12")), "not_a_count")
    }

    private func screen(_ facts: PrescriptionFacts, _ today: String) throws -> PrescriptionScreen {
        try prescriptionScreen(facts: facts, regulation: medicines, today: day(today), language: .en)
    }
}

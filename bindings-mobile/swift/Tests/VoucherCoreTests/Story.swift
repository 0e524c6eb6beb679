import Foundation
import VoucherCore

/// A made-up person, not born yet.
let person = Iin("990101600002")
let otherPerson = Iin("990101600302")
let account = Account("0012345")

/// `day("2025-09-07")`.
func day(_ text: String) -> CivilDate {
    let numbers = text.split(separator: "-").compactMap { Int($0) }
    return CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
}

/// The code of the error that the call throws, or none.
func code<T>(_ call: @autoclosure () throws -> T) -> String? {
    do {
        _ = try call()
        return nil
    } catch let error as VoucherError {
        return error.code
    } catch {
        return "not a VoucherError: \(type(of: error))"
    }
}

func decimal(_ text: String) -> Decimal {
    Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) ?? .nan
}

import Foundation
import VoucherCore

/// A wallet for the command line: a recipient's way from the SMS to the activated voucher, in kk, ru or en.
///
///     VoucherWallet [kk|ru|en]
///
/// At a terminal it asks for the reply, the IIN and the account; elsewhere it answers for the person. Every date is
/// made up, and so is the person; what is decided, and in which words, is the core's.

let wanted = CommandLine.arguments.dropFirst().first ?? "ru"
guard let language = Language(code: wanted) else {
    FileHandle.standardError.write(Data("VoucherWallet [kk|ru|en]\n".utf8))
    exit(2)
}

do {
    try Wallet(language: language).walk()
} catch let error as VoucherError {
    FileHandle.standardError.write(Data("\(error.localizedDescription)\n".utf8))
    exit(1)
}

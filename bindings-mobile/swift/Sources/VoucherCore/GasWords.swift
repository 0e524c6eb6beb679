/// Every text of a language, read from the core once.
private enum Words {
    static let kk = try? gasCatalogue(language: .kk)
    static let ru = try? gasCatalogue(language: .ru)
    static let en = try? gasCatalogue(language: .en)

    static func of(_ language: Language) -> GasCatalogue? {
        switch language {
        case .kk: kk
        case .ru: ru
        case .en: en
        }
    }
}

extension GasRefusal {
    /// The stable code, as servers and journals write it: `window_not_open`.
    public var code: String { reason(in: .en)?.code ?? "" }

    /// What to tell the person.
    public func text(in language: Language) -> String { reason(in: language)?.text ?? "" }

    /// The refusal with its code, norms and words.
    public func reason(in language: Language) -> GasReason? {
        Words.of(language)?.refusals.first { $0.refusal == self }
    }

    /// The refusal with this code, or none: a newer server may know more of them.
    public init?(code: String) {
        guard let found = Words.en?.refusals.first(where: { $0.code == code }) else { return nil }
        self = found.refusal
    }
}

extension GasStage {
    /// The stable code, as servers and journals write it: `to_ask`.
    public var code: String { Words.en?.stages.first { $0.stage == self }?.code ?? "" }

    /// What to tell the person.
    public func text(in language: Language) -> String {
        Words.of(language)?.stages.first { $0.stage == self }?.text ?? ""
    }
}

extension GasStep {
    /// The stable code, as servers and journals write it: `enter_account`.
    public var code: String { Words.en?.steps.first { $0.step == self }?.code ?? "" }

    /// What to tell the person.
    public func text(in language: Language) -> String {
        Words.of(language)?.steps.first { $0.step == self }?.text ?? ""
    }
}

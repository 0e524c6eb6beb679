/// Every text of a language, read from the core once.
private enum Words {
    static let kk = gasCatalogue(language: .kk)
    static let ru = gasCatalogue(language: .ru)
    static let en = gasCatalogue(language: .en)

    static func of(_ language: Language) -> GasCatalogue {
        switch language {
        case .kk: kk
        case .ru: ru
        case .en: en
        }
    }
}

extension GasRefusal {
    /// The refusal with its code, norms and words.
    public func reason(in language: Language) -> GasReason? {
        Words.of(language).refusals.first { $0.refusal == self }
    }
}

extension GasStage {
    /// Its name in at most 25 characters.
    public func title(in language: Language) -> String {
        Words.of(language).stages.first { $0.stage == self }?.title ?? ""
    }

    /// What to tell the person.
    public func text(in language: Language) -> String {
        Words.of(language).stages.first { $0.stage == self }?.text ?? ""
    }
}

extension GasStep {
    /// Its name in at most 20 characters: a button.
    public func label(in language: Language) -> String {
        Words.of(language).steps.first { $0.step == self }?.label ?? ""
    }

    /// What to tell the person.
    public func text(in language: Language) -> String {
        Words.of(language).steps.first { $0.step == self }?.text ?? ""
    }
}

extension GasAction {
    /// Its name in at most 20 characters: a button.
    public func label(in language: Language) -> String {
        Words.of(language).actions.first { $0.action == self }?.label ?? ""
    }
}

/// The rules of one order (N3-N7): its data can be read as if they were its own, `rules.period.first`.
///
/// One that the library gave crosses back as the text that came with it, which is read faster. One that is put
/// together from parts is checked by every call that it is handed to.
@dynamicMemberLookup
public struct GasRegulation: Sendable, Hashable {
    /// The data.
    public let parts: GasRegulationParts
    private let source: String?

    public init(_ parts: GasRegulationParts) {
        self.parts = parts
        source = nil
    }

    public subscript<Value>(dynamicMember path: KeyPath<GasRegulationParts, Value>) -> Value { parts[keyPath: path] }

    public static func == (one: GasRegulation, other: GasRegulation) -> Bool { one.parts == other.parts }

    public func hash(into hasher: inout Hasher) { hasher.combine(parts) }

    init(fromCore form: GasRegulationForm) throws {
        guard let parts = form.parts else { throw UnreadableAnswer() }
        self.parts = parts
        source = form.source
    }

    var form: GasRegulationForm { GasRegulationForm(source: source, parts: source == nil ? parts : nil) }
}

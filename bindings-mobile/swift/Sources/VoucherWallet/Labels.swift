import VoucherCore

/// The words of the program itself. Those about the voucher are the core's.
struct Labels {
    let reply, iin, account, provider, receipt, fault, lastDay, next, button, lit, dark, calendar, server, earliest: String

    static func of(_ language: Language) -> Labels {
        switch language {
        case .kk:
            Labels(
                reply: "Жауабыңыз", iin: "ЖСН", account: "Тұлғалық шот", provider: "Қызмет көрсетуші шотты тексерді",
                receipt: "Түбіртек", fault: "қате", lastDay: "соңғы күні", next: "келесі қадам", button: "«Растау» батырмасы",
                lit: "қосулы", dark: "өшірулі", calendar: "белсендіру кезеңі", server: "Сервердің жауабы",
                earliest: "ең ерте күн"
            )
        case .ru:
            Labels(
                reply: "Ваш ответ", iin: "ИИН", account: "Лицевой счёт", provider: "Услугодатель проверил счёт",
                receipt: "Квитанция", fault: "ошибка", lastDay: "последний день", next: "следующий шаг", button: "кнопка «Подтвердить»",
                lit: "горит", dark: "не горит", calendar: "окно активации", server: "Ответ сервера",
                earliest: "самое раннее"
            )
        case .en:
            Labels(
                reply: "Your reply", iin: "IIN", account: "Personal account", provider: "The provider checked the account",
                receipt: "Receipt", fault: "error", lastDay: "last day", next: "next step", button: "button “Confirm”",
                lit: "lit", dark: "not lit", calendar: "activation window", server: "The server's answer",
                earliest: "earliest"
            )
        }
    }
}

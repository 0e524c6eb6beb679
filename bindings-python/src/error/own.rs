//! The codes that only this face gives, and what each says in words (N36).

/// Codes that only this face gives, each in Kazakh, Russian and English; all others are the core's.
#[rustfmt::skip]
pub(crate) const OWN: [(&str, [&str; 3]); 19] = [
    ("ambiguous_date", ["күнді екі түрлі оқуға болады", "дату можно прочесть двояко", "a date may be read in two ways"]),
    ("bad_rows", ["кестеде қате жолдар бар", "в таблице есть строки с ошибками", "the table has rows with faults"]),
    ("duplicate_column", ["баған екі рет тұр", "столбец стоит дважды", "a column stands twice"]),
    ("duplicate_person", ["бір адам бір айда екі рет тұр", "один человек стоит в месяце дважды", "a person stands twice in a month"]),
    ("duplicate_regulation", ["екі ереженің нөмірі бірдей", "у двух правил один номер", "two regulations have one id"]),
    ("excluded_column", ["баған мен аргумент бір нәрсені айтады", "столбец и аргумент говорят об одном", "a column and an argument say the same thing"]),
    ("float_for_int", ["бос ұяшықтардан сандар бөлшекке айналған", "из-за пустых ячеек числа стали дробными", "numbers became floats because cells are missing"]),
    ("grading_too_large", ["бағалау кестеге сыймайды", "оценка не помещается в таблицу", "the grading does not fit into columns"]),
    ("missing_column", ["баған жоқ", "столбца нет", "a column is missing"]),
    ("misspelt_column", ["баған атауы оқылатын атауға ұқсас", "имя столбца похоже на имя, которое читается", "the name of a column is nearly one that is read"]),
    ("not_a_table", ["кесте болуы керек", "должна быть таблица", "must be a table"]),
    ("not_an_integer", ["бүтін сан болуы керек", "должно быть целое число", "must be a whole number"]),
    ("not_arrow", ["Arrow кестесі болуы керек", "должна быть таблица Arrow", "must be an Arrow table"]),
    ("outside_month", ["күн жолдың айынан тыс", "дата вне месяца строки", "a date lies outside the month of its row"]),
    ("stream_failed", ["жолдар көзі істен шықты", "источник строк отказал", "the source of rows failed"]),
    ("unknown_output", ["жауапта мұндай баған жоқ", "такого столбца в ответе нет", "no answer has such a column"]),
    ("unsupported_type", ["бұл түр мұнда оқылмайды", "такой тип здесь не читается", "this type is not taken here"]),
    ("unsupported_version", ["басқа нұсқа сақтаған", "сохранено другой версией", "it was kept by another version"]),
    ("wrong_length", ["ұзындықтары әртүрлі", "длины различаются", "the lengths differ"]),
];

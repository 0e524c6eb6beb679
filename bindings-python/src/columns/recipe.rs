//! Lines to paste: how a column that came with another type gets the one that is read, in polars and in pandas.

use arrow_schema::DataType;

use super::{cells::Texts, input::Kind};

/// What to write for one column.
enum Recipe {
    /// An expression of polars, and one of pandas on the column, which each stand behind its name.
    Cast(&'static str, &'static str),
    /// The column has to be read anew as text.
    Reread,
}

/// The lines for columns of these names, kinds and types.
pub(super) fn lines(columns: &[(String, Kind, DataType)]) -> String {
    let (mut polars, mut pandas, mut reread) = (Vec::new(), Vec::new(), Vec::new());
    for (name, kind, data_type) in columns {
        match recipe(*kind, data_type) {
            Some(Recipe::Cast(of_polars, of_pandas)) => {
                polars.push(format!("pl.col({name:?}){of_polars}"));
                pandas.push(of_pandas.replace("COLUMN", &format!("table[{name:?}]")).replace("NAME", name));
            }
            Some(Recipe::Reread) => reread.push(name),
            None => {}
        }
    }
    let mut lines = String::new();
    if !polars.is_empty() {
        lines += &format!("\npolars: table = table.with_columns({})", polars.join(", "));
        lines += &format!("\npandas: table = table.assign({})", pandas.join(", "));
    }
    if !reread.is_empty() {
        let types =
            |text: &str| reread.iter().map(|name| format!("{name:?}: {text}")).collect::<Vec<_>>().join(", ");
        lines += &format!("\npolars: table = pl.read_csv(path, schema_overrides={{{}}})", types("pl.String"));
        lines += &format!("\npandas: table = pd.read_csv(path, dtype={{{}}})", types("str"));
    }
    lines
}

fn recipe(kind: Kind, data_type: &DataType) -> Option<Recipe> {
    let text = Texts::takes(data_type);
    let moment = matches!(data_type, DataType::Date64 | DataType::Timestamp(_, None));
    let number = data_type.is_integer() || data_type.is_floating();
    Some(match kind {
        Kind::Dates if text => Recipe::Cast(
            ".str.to_date(\"%d.%m.%Y\")",
            "NAME=pd.to_datetime(COLUMN, format=\"%d.%m.%Y\").dt.date",
        ),
        Kind::Dates | Kind::Months if moment => Recipe::Cast(".dt.date()", "NAME=COLUMN.dt.date"),
        Kind::Booleans if text => Recipe::Cast(
            ".replace_strict({\"да\": True, \"нет\": False}, return_dtype=pl.Boolean)",
            "NAME=COLUMN.map({\"да\": True, \"нет\": False}).astype(\"boolean\")",
        ),
        Kind::Booleans if number => Recipe::Cast(".cast(pl.Boolean)", "NAME=COLUMN.astype(\"boolean\")"),
        Kind::Regions if data_type.is_floating() => {
            Recipe::Cast(".cast(pl.UInt8)", "NAME=COLUMN.astype(\"UInt8\")")
        }
        Kind::Counts if data_type.is_floating() => {
            Recipe::Cast(".cast(pl.Int32)", "NAME=COLUMN.astype(\"Int32\")")
        }
        Kind::Decimals if number => {
            Recipe::Cast(".cast(pl.Decimal(20, 4))", "NAME=COLUMN.astype(\"string\")")
        }
        Kind::Accounts | Kind::Persons if number => Recipe::Reread,
        Kind::Dates
        | Kind::Months
        | Kind::Regions
        | Kind::Booleans
        | Kind::Answers
        | Kind::Accounts
        | Kind::Persons
        | Kind::Decimals
        | Kind::Counts
        | Kind::Texts
        | Kind::Codes
        | Kind::Lists => return None,
    })
}

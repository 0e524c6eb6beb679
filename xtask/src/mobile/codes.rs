//! The codes of the core's closed lists, written into the enums that UniFFI generates for them.
//!
//! They are the core's own (`bindings-mobile/examples/codes.rs` prints them), so that an enum of Kotlin or Swift says its code without a
//! call, and is found by it.

use std::collections::BTreeMap;

use crate::failure::Failure;
use crate::workspace::{Workspace, cannot_run, failed};

/// Enums of plain values without codes: journals do not write them.
const WITHOUT: [&str; 3] = ["GasSms", "MonthPhase", "RightAward"];

/// Codes by list and value.
#[derive(Default)]
pub(crate) struct Codes(BTreeMap<String, BTreeMap<String, String>>);

/// How a language writes an enum of plain values.
pub(crate) struct Writing {
    /// What stands around its name.
    pub(crate) list: [&'static str; 2],
    /// What stands behind its name where the values have codes.
    pub(crate) with_codes: &'static str,
    /// What stands in front of a value.
    pub(crate) value: &'static str,
    /// What stands around a code, behind its value.
    pub(crate) code: [&'static str; 2],
}

impl Codes {
    /// Those of the core.
    pub(crate) fn of(workspace: &Workspace) -> Result<Codes, Failure> {
        let mut build = workspace.tested("build");
        workspace.run(build.args(["-q", "--example", "codes"]))?;
        let mut command = workspace.command(workspace.target.join("debug/examples/codes"));
        let output = command.output().map_err(cannot_run(&command))?;
        if !output.status.success() {
            return Err(failed(&command));
        }
        Ok(Codes::read(&String::from_utf8_lossy(&output.stdout)))
    }

    /// From lines of a list, a value and its code.
    fn read(lines: &str) -> Codes {
        let mut codes = Codes::default();
        for line in lines.lines() {
            if let [list, value, code] = line.split(' ').collect::<Vec<_>>()[..] {
                let values = codes.0.entry(list.to_owned()).or_default();
                values.insert(plain(value), code.to_owned());
            }
        }
        codes
    }

    /// The generated text with a code behind each value of each list.
    pub(crate) fn written(&self, text: &str, writing: &Writing) -> Result<String, Failure> {
        let [before, after] = writing.list;
        let mut text = text.to_owned();
        for (list, codes) in &self.0 {
            let parts = text.split_once(&format!("{before}{list}{after}\n"));
            let parts = parts.and_then(|(above, rest)| Some((above, rest.split_once("\n}\n")?)));
            let (above, (values, below)) = parts.ok_or_else(|| unknown(list))?;
            let values = writing.coded(values, codes).ok_or_else(|| unknown(list))?;
            text = format!("{above}{before}{list}{}\n{values}\n}}\n{below}", writing.with_codes);
        }
        let mut left = text.lines().filter_map(|line| line.strip_prefix(before)?.strip_suffix(after));
        match left.find(|list| is_name(list) && !WITHOUT.contains(list)) {
            Some(list) => Err(unknown(list)),
            None => Ok(text),
        }
    }
}

impl Writing {
    /// The values with their codes; none where they are not those of the core.
    fn coded(&self, values: &str, codes: &BTreeMap<String, String>) -> Option<String> {
        let mut written = Vec::new();
        let mut found = 0;
        for line in values.split('\n') {
            let rest = line.strip_prefix(self.value).unwrap_or_default();
            let value = rest.trim_end_matches([',', ';']);
            if is_name(value) {
                let [open, close] = self.code;
                let (code, end) = (codes.get(&plain(value))?, rest.strip_prefix(value)?);
                written.push(format!("{}{value}{open}{code}{close}{end}", self.value));
                found += 1;
            } else {
                written.push(line.to_owned());
            }
        }
        (found == codes.len()).then(|| written.join("\n"))
    }
}

/// A value without what languages write differently: `NotListed`, `notListed`, `NOT_LISTED`, a word of Swift in backticks.
fn plain(value: &str) -> String {
    value.replace(['_', '`'], "").to_lowercase()
}

fn is_name(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|char| char.is_ascii_alphanumeric() || "_`".contains(char))
}

fn unknown(name: &str) -> Failure {
    Failure::Step(format!("{name}: its codes are not those that examples/codes.rs knows"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SWIFT: Writing = Writing {
        list: ["enum ", " {"],
        with_codes: ": String {",
        value: "    case ",
        code: [" = \"", "\""],
    };

    const LINES: &str =
        "Stage ToAsk to_ask\nStage Asked asked\nStage Repeat repeat\nRefusal SenderNot1414 sender_not_1414\n";

    fn written(text: &str) -> Option<String> {
        Codes::read(LINES).written(text, &SWIFT).ok()
    }

    const STAGE: &str = "enum Stage {
    /// asked
    case toAsk
    case asked
    case `repeat`
}
";

    const CODED: &str = "enum Stage: String {
    /// asked
    case toAsk = \"to_ask\"
    case asked = \"asked\"
    case `repeat` = \"repeat\"
}
";

    #[test]
    fn each_value_of_each_list_gets_its_code() {
        let refusal = "enum Refusal {\n    case senderNot1414\n}\n";
        let phase = "enum MonthPhase {\n    case over\n}\n";
        let text = format!("{phase}{STAGE}{refusal}");
        let coded = written(&text).unwrap();
        assert!(coded.starts_with(phase));
        assert!(coded.contains(CODED));
        assert!(coded.contains("case senderNot1414 = \"sender_not_1414\"\n"));
        assert!(written(refusal).is_none(), "a list is missing");
        assert!(written(&text.replace("    case asked\n", "")).is_none(), "a value is missing");
        assert!(written(&text.replace("case asked", "case awaited")).is_none(), "another value");
        assert!(written(&text.replace("enum MonthPhase", "enum Phase")).is_none(), "another list");
    }
}

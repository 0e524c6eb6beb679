//! How deep the tests go: mutants of the rules that no test sees, branches of the core that no test takes.

use std::fs;

use crate::failure::Failure;
use crate::tool::Tool;
use crate::workspace::{Workspace, failed, fresh, say, succeeds};

const MUTANTS: Tool = Tool { name: "cargo-mutants", version: "27.1.0" };
const COVERAGE: Tool = Tool { name: "cargo-llvm-cov", version: "0.9.1" };

/// The rules, where no mutant may survive.
const RULES: [&str; 44] = [
    "family_card/days",
    "family_card/grade",
    "family_card/grading",
    "family_card/offers",
    "family_card/proactive",
    "family_card/rights",
    "gas/activation",
    "gas/book",
    "gas/consent",
    "gas/ledger",
    "gas/listing",
    "gas/receipt",
    "gas/register",
    "gas/regulation",
    "gas/stage",
    "gas/today",
    "meals/book",
    "meals/grade",
    "meals/ledger",
    "meals/register",
    "meals/regulation",
    "meals/stage",
    "medicines/book",
    "medicines/dispensing",
    "medicines/ledger",
    "medicines/prescription",
    "medicines/register",
    "medicines/regulation",
    "medicines/stage",
    "programme",
    "targeted_assistance/amount",
    "targeted_assistance/application",
    "targeted_assistance/bans",
    "targeted_assistance/case",
    "targeted_assistance/decision",
    "targeted_assistance/evidence",
    "targeted_assistance/income",
    "targeted_assistance/ledger",
    "targeted_assistance/missing",
    "targeted_assistance/regulation",
    "targeted_assistance/stage",
    "value/calendar",
    "value/identity",
    "value/money",
];

/// Profile, seconds, packages and targets: tests that see most mutants in a second; those of the core itself, examples
/// included; then all the others, whose time goes into running and not into building.
const STAGES: [(&str, &str, &str, &[&str]); 3] = [
    (
        "mutants",
        "30",
        "voucher-tests",
        &["--test=vectors", "--test=bad_inputs", "--test=equality", "--test=sets", "--test=snapshot"],
    ),
    ("mutants", "60", "voucher-core", &[]),
    ("test", "900", "voucher-core,voucher-tests,voucher-reference", &["--lib", "--tests"]),
];

/// Changes the rules, or some of their modules, one by one, and lists the changes that no test sees.
pub(crate) fn mutants(modules: &[String]) -> Result<(), Failure> {
    if let Some(unknown) = modules.iter().find(|module| !RULES.contains(&module.as_str())) {
        return Err(Failure::Step(format!("{unknown} is none of {}", RULES.join(", "))));
    }
    let workspace = Workspace::find()?;
    let program = MUTANTS.find(&workspace)?;
    let out = workspace.target.join("mutants");
    fresh(&out)?;
    let wanted = |rules: &&&str| modules.is_empty() || modules.iter().any(|module| module == **rules);
    for (profile, seconds, packages, tests) in STAGES {
        say(&format!("   {packages} {}", tests.join(" ")))?;
        let mut command = workspace.command(&program);
        command.args(["mutants", "--package", "voucher-core", "--all-features", "--profile", profile]);
        command.args(["--baseline", "skip", "--no-shuffle", "--iterate", "--timeout", seconds]);
        command.args(["--test-package", packages, "--output"]).arg(&out);
        for rules in RULES.iter().filter(wanted) {
            command.args(["--file", &format!("voucher-core/src/{rules}.rs")]);
            command.args(["--file", &format!("voucher-core/src/{rules}/*.rs")]);
        }
        // As arguments of cargo, so that no other test is built either.
        command.args(tests.iter().map(|test| format!("--cargo-arg={test}")));
        // It fails where a mutant survives, which is told below.
        let _ = command.status();
    }
    let missed = out.join("mutants.out/missed.txt");
    let missed = fs::read_to_string(&missed).map_err(Failure::file("read", &missed))?;
    say(&format!("{} survivors", missed.lines().count()))?;
    say(&missed)
}

/// Which branches of the core no test takes.
pub(crate) fn coverage() -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let program = COVERAGE.find(&workspace)?;
    let component = ["component", "add", "llvm-tools"];
    if !succeeds(workspace.command("rustup").args(component)) {
        return Err(failed(workspace.command("rustup").args(component)));
    }
    let mut command = workspace.command(program);
    // Branches are counted by an unstable flag, which the pinned compiler takes with this word.
    command.env("RUSTC_BOOTSTRAP", "1").args(["llvm-cov", "--branch", "--all-features", "--lib", "--tests"]);
    command.args([
        "-p",
        "voucher-core",
        "-p",
        "voucher-tests",
        "-p",
        "voucher-reference",
        "--ignore-filename-regex",
        "(^|/)(tests|benches|testing)/",
    ]);
    workspace.run(command.arg("--summary-only")).map(|_| ())
}

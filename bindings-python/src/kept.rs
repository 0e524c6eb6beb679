//! What the extension keeps for the life of the process: Python classes, of which it must hand out one set alone.

use pyo3::{exceptions::PyImportError, ffi, prelude::*, sync::PyOnceLock};

use crate::date::Classes;

/// The modules in Python whose classes are handed out.
const MODULES: [&str; 2] = ["errors", "enums"];

struct Kept {
    modules: [Py<PyAny>; 2],
    restore: Py<PyAny>,
}

static KEPT: PyOnceLock<Kept> = PyOnceLock::new();

/// Makes sure that whoever imports this module meets the classes that it hands out. Where `sys.modules` was emptied and
/// the package is imported once more, those of the first time are put in their places.
///
/// Errors: `ImportError` in another interpreter than the first of the process, whose classes these are.
pub(crate) fn keep(py: Python<'_>) -> PyResult<()> {
    the_first_interpreter()?;
    Classes::find(py)?;
    let loaded = py.import("sys")?.getattr("modules")?;
    let (package, module) = (loaded.get_item("voucher_core")?, loaded.get_item("voucher_core._core")?);
    let kept = KEPT.get_or_try_init(py, || {
        let import =
            |name: &str| Ok::<_, PyErr>(py.import(format!("voucher_core.{name}"))?.into_any().unbind());
        let [errors, enums] = MODULES.map(import);
        Ok::<_, PyErr>(Kept { modules: [errors?, enums?], restore: module.getattr(RESTORE)?.unbind() })
    })?;
    for (name, module) in MODULES.iter().zip(&kept.modules) {
        loaded.set_item(format!("voucher_core.{name}"), module)?;
        package.setattr(*name, module)?;
    }
    module.setattr(RESTORE, &kept.restore)
}

/// What pickles name, by identity: `_restore`.
const RESTORE: &str = "_restore";

/// The function that builds objects from their pickles.
pub(crate) fn restore(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    match KEPT.get(py) {
        Some(kept) => Ok(kept.restore.bind(py).clone()),
        None => py.import("voucher_core._core")?.getattr(RESTORE),
    }
}

/// Errors in an interpreter that another one has made, such as those of mod_wsgi.
#[expect(unsafe_code, reason = "PyO3 has no word for the interpreter that runs")]
fn the_first_interpreter() -> PyResult<()> {
    // SAFETY: this thread holds an interpreter.
    let number = unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) };
    if number == 0 {
        return Ok(());
    }
    Err(PyImportError::new_err(
        "voucher_core works in the first interpreter of a process alone, since its classes cannot be shared: run it in a \
         process of its own, under mod_wsgi with WSGIApplicationGroup %{GLOBAL}",
    ))
}

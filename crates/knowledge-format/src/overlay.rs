//! A framework that selects from another one's catalog: which controls each baseline takes, which parts of them it leaves
//! out, and the values that it gives to parameters.

use crate::FormatError;
use demarc_model::{ControlId, PartId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a framework selects from another one's catalog.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlay {
    /// The framework whose catalog and decisions it uses.
    pub of: String,
    /// What each baseline selects.
    pub baselines: BTreeMap<String, Selection>,
}

/// What one baseline selects.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The controls in it.
    pub controls: BTreeSet<ControlId>,
    /// Parts of those controls that it leaves out.
    pub without: BTreeSet<PartId>,
    /// Values of parameters.
    pub values: BTreeMap<String, String>,
}

impl Selection {
    /// Whether a part of the catalog is selected.
    #[must_use]
    pub fn takes(&self, control: &ControlId, part: &PartId) -> bool {
        self.controls.contains(control) && !self.without.contains(part)
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
}

fn baseline<'o>(
    overlay: &'o mut Overlay,
    known: &[String],
    name: &str,
    line: usize,
) -> Result<&'o mut Selection, FormatError> {
    if !known.iter().any(|k| k == name) {
        return Err(FormatError::Rule(format!(
            "line {line} names the baseline `{name}`; framework.toml lists {}",
            known.join(", ")
        )));
    }
    Ok(overlay.baselines.entry(name.to_owned()).or_default())
}

/// Reads `baselines.csv`: `control,baselines,without`, lists separated by spaces; a part left out reads `baseline:part`.
///
/// # Errors
/// A row with another number of fields, or a baseline that the framework does not have.
pub fn parse_selection(text: &str, known: &[String], overlay: &mut Overlay) -> Result<(), FormatError> {
    for (number, line) in (1..).zip(text.lines()).skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [control, baselines, without] = fields.as_slice() else {
            return Err(FormatError::Rule(format!(
                "line {number} has {} fields where 3 are expected: control,baselines,without",
                fields.len()
            )));
        };
        for name in words(baselines) {
            let selection = baseline(overlay, known, name, number)?;
            selection.controls.insert(ControlId::from(*control));
        }
        for entry in words(without) {
            let Some((name, part)) = entry.split_once(':') else {
                return Err(FormatError::Rule(format!(
                    "line {number}: a part that is left out reads `baseline:part`, not `{entry}`"
                )));
            };
            baseline(overlay, known, name, number)?.without.insert(PartId::from(part));
        }
    }
    Ok(())
}

/// Reads `values.csv`: `parameter,baselines,value`; the value stands last and unquoted, so it may hold commas.
///
/// # Errors
/// As [`parse_selection`], and a parameter with two values in one baseline.
pub fn parse_values(text: &str, known: &[String], overlay: &mut Overlay) -> Result<(), FormatError> {
    for (number, line) in (1..).zip(text.lines()).skip(1) {
        let fields: Vec<&str> = line.splitn(3, ',').collect();
        let [parameter, baselines, value] = fields.as_slice() else {
            return Err(FormatError::Rule(format!(
                "line {number} has {} fields where 3 are expected: parameter,baselines,value",
                fields.len()
            )));
        };
        for name in words(baselines) {
            let values = &mut baseline(overlay, known, name, number)?.values;
            if values.insert((*parameter).to_owned(), (*value).to_owned()).is_some() {
                return Err(FormatError::Rule(format!(
                    "line {number} gives `{parameter}` a second value in `{name}`"
                )));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn baselines_take_controls_leave_out_parts_and_set_values() {
        let known = ["low".to_owned(), "high".to_owned()];
        let mut overlay = Overlay { of: "x".into(), ..Overlay::default() };
        parse_selection("control,baselines,without\nac-1,low high,low:ac-1_smt.b\n", &known, &mut overlay)
            .unwrap();
        parse_values(
            "parameter,baselines,value\nac-01_odp.01,high,monthly, or sooner\n",
            &known,
            &mut overlay,
        )
        .unwrap();
        let takes = |name: &str, part: &str| {
            overlay.baselines[name].takes(&ControlId::from("ac-1"), &PartId::from(part))
        };
        assert!(takes("low", "ac-1_smt.a") && !takes("low", "ac-1_smt.b") && takes("high", "ac-1_smt.b"));
        assert_eq!(overlay.baselines["high"].values["ac-01_odp.01"], "monthly, or sooner");
        let wrong = parse_selection("h\nac-1,medium,\n", &known, &mut overlay).unwrap_err().to_string();
        assert!(wrong.contains("`medium`") && wrong.contains("low, high"), "{wrong}");
        let twice = parse_values("h\np,low,a\np,low,b\n", &known, &mut overlay).unwrap_err().to_string();
        assert!(twice.contains("line 3") && twice.contains("second value"), "{twice}");
    }
}

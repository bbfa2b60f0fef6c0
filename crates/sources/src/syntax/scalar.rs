//! What a plain YAML scalar is: decided as narrowly as templates need, so that ids and dates stay text.

use super::TreeValue;

/// The value of a scalar.
///
/// Only `true` and `false` are truth values: `yes` and `on` mean different things to different readers and stay text.
/// A number is decimal without leading zero: `012345678901` is an account, `0x1F` and `1_000` are text.
pub(super) fn scalar_value(text: &str, plain: bool, core_tag: Option<&str>) -> TreeValue {
    match core_tag {
        Some("str" | "binary" | "timestamp") => return TreeValue::String(text.into()),
        Some("null") => return TreeValue::Null,
        Some("bool") => {
            if let Some(value) = truth(text) {
                return TreeValue::Bool(value);
            }
        }
        Some("int" | "float") if is_number(text) => return TreeValue::Number(text.into()),
        _ => {}
    }
    if !plain {
        return TreeValue::String(text.into());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => TreeValue::Null,
        _ => match truth(text) {
            Some(value) => TreeValue::Bool(value),
            None if is_number(text) && !lacks_point(text) => TreeValue::Number(text.into()),
            None => TreeValue::String(text.into()),
        },
    }
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// Whether a number has an exponent and no point: YAML 1.1, which CloudFormation reads, takes `12e4567` for a text.
fn lacks_point(number: &str) -> bool {
    number.contains(['e', 'E']) && !number.contains('.')
}

/// Whether a text is a number as JSON writes them.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_json_would_call_a_number_is_one() {
        for text in ["0", "-1", "1.50", "1.0e3", "2.5E-7", "123456789012"] {
            assert_eq!(scalar_value(text, true, None), TreeValue::Number(text.into()), "{text}");
            assert_eq!(scalar_value(text, false, None), TreeValue::String(text.into()), "{text}");
        }
        for text in [
            "012345678901",
            "0x1F",
            "0o17",
            "1e3",
            "12e4567",
            "1_000",
            "2012-10-17",
            ".5",
            "1.",
            "1e",
            "-",
            "yes",
            "on",
            "1.2.3",
        ] {
            assert_eq!(scalar_value(text, true, None), TreeValue::String(text.into()), "{text}");
        }
        assert_eq!(scalar_value("12", true, Some("str")), TreeValue::String("12".into()));
        assert_eq!(scalar_value("True", true, None), TreeValue::Bool(true));
        assert_eq!(scalar_value("", true, None), TreeValue::Null);
        assert_eq!(scalar_value("", false, None), TreeValue::String("".into()));
    }
}

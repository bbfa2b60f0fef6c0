//! Numbers.

use super::{Args, Outcome, beyond, error, number_of};
use crate::terraform::hcl::{
    number::Number,
    value::{Kind, Val},
};

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    Some(match name {
        "abs" => args.number(0).map(|n| Val::number(n.absolute())),
        "ceil" => args.number(0).map(|n| Val::number(n.ceil())),
        "floor" => args.number(0).map(|n| Val::number(n.floor())),
        "signum" => args.number(0).map(|n| Val::int(n.sign())),
        "max" => extreme(args, |a, b| a > b),
        "min" => extreme(args, |a, b| a < b),
        "pow" => pow(args),
        "log" => log(args),
        "parseint" => parse_int(args),
        _ => return None,
    })
}

fn extreme(args: Args<'_>, better: fn(&Number, &Number) -> bool) -> Outcome {
    let mut best: Option<Number> = None;
    for value in args.0 {
        let number = number_of(value)?;
        if best.as_ref().is_none_or(|b| better(&number, b)) {
            best = Some(number);
        }
    }
    best.map_or_else(|| error("it needs at least one argument"), |n| Ok(Val::number(n)))
}

fn pow(args: Args<'_>) -> Outcome {
    let (base, exponent) = (args.number(0)?, args.number(1)?);
    // Terraform computes with binary floating point here; whole numbers are exact in it up to 2^53.
    if let (Some(base), Some(exponent)) = (base.to_i64(), exponent.to_i64())
        && let Ok(exponent) = u32::try_from(exponent)
        && let Some(result) = base.checked_pow(exponent)
        && result.unsigned_abs() < 1 << 53
    {
        return Ok(Val::int(result));
    }
    Number::from_f64(base.to_f64().powf(exponent.to_f64())).map_or_else(beyond, |n| Ok(Val::number(n)))
}

fn log(args: Args<'_>) -> Outcome {
    let (number, base) = (args.number(0)?, args.number(1)?);
    let result = number.to_f64().ln() / base.to_f64().ln();
    Number::from_f64(result).map_or_else(|| error("the logarithm is not a number"), |n| Ok(Val::number(n)))
}

fn parse_int(args: Args<'_>) -> Outcome {
    if matches!(args.get(0)?.kind, Kind::Number(_) | Kind::Bool(_)) {
        return error("the first argument must be a string");
    }
    let (text, base) = (args.text(0)?, args.int(1)?);
    let Some(base) = u32::try_from(base).ok().filter(|b| (2..=62).contains(b)) else {
        return error("the base must be between 2 and 62");
    };
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    if digits.is_empty() || digits.len() > 500 {
        return error(format!("`{text}` is not a number of base {base}"));
    }
    let mut value = Number::from(0);
    let step = Number::from(i64::from(base));
    for c in digits.chars() {
        let digit = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            'a'..='z' => u32::from(c) - u32::from('a') + 10,
            'A'..='Z' if base <= 36 => u32::from(c) - u32::from('A') + 10,
            'A'..='Z' => u32::from(c) - u32::from('A') + 36,
            _ => base,
        };
        if digit >= base {
            return error(format!("`{text}` is not a number of base {base}"));
        }
        let next = value.multiply(&step).and_then(|v| v.add(&Number::from(i64::from(digit))));
        let Some(next) = next else { return beyond() };
        value = next;
    }
    Ok(Val::number(if negative { value.negate() } else { value }))
}

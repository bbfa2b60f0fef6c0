//! `format` and `formatlist`: the verbs of Terraform's documentation.

use super::{Args, Outcome, Stop, error, number_of};
use crate::terraform::hcl::{
    convert, documents,
    number::Number,
    value::{Kind, Part, Val},
};

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    Some(match name {
        "format" => args.text(0).and_then(|pattern| format(&pattern, args.0.get(1..).unwrap_or(&[]))),
        "formatlist" => format_list(args),
        _ => return None,
    })
}

/// One verb: `%[2]-08.3f`.
#[derive(Default)]
struct Verb {
    plus: bool,
    minus: bool,
    zero: bool,
    space: bool,
    sharp: bool,
    width: Option<usize>,
    precision: Option<usize>,
    letter: char,
}

const WIDEST: usize = 10_000;

fn format(pattern: &str, values: &[Val]) -> Outcome {
    let mut parts: Vec<Part> = Vec::new();
    let mut chars = pattern.chars().peekable();
    let mut next = 0;
    let mut highest = 0;
    let mut literal = String::new();
    while let Some(c) = chars.next() {
        if c != '%' {
            literal.push(c);
            continue;
        }
        if chars.peek() == Some(&'%') {
            chars.next();
            literal.push('%');
            continue;
        }
        let mut verb = Verb::default();
        let digits = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| {
            let mut number: Option<usize> = None;
            while let Some(d) = chars.peek().and_then(|c| c.to_digit(10)) {
                chars.next();
                number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(d as usize));
            }
            number
        };
        while let Some(&flag) = chars.peek() {
            match flag {
                '+' => verb.plus = true,
                '-' => verb.minus = true,
                '0' => verb.zero = true,
                ' ' => verb.space = true,
                '#' => verb.sharp = true,
                _ => break,
            }
            chars.next();
        }
        verb.width = digits(&mut chars);
        if chars.peek() == Some(&'.') {
            chars.next();
            verb.precision = Some(digits(&mut chars).unwrap_or(0));
        }
        if chars.peek() == Some(&'[') {
            chars.next();
            match digits(&mut chars) {
                Some(at) if at > 0 && chars.next() == Some(']') => next = at - 1,
                _ => return error("the format has an argument number that is not one"),
            }
        }
        if verb.width.unwrap_or(0) > WIDEST || verb.precision.unwrap_or(0) > WIDEST {
            return super::beyond();
        }
        verb.letter = match chars.next() {
            Some(letter) => letter,
            None => return error("the format ends within a verb"),
        };
        let Some(value) = values.get(next) else {
            return error(format!("the format needs an argument number {}", next + 1));
        };
        next += 1;
        highest = highest.max(next);
        convert::push_text(&mut parts, &Val::text(&literal)).map_err(Stop::Error)?;
        literal.clear();
        if value.is_null() && value.hint.is_none() {
            // Terraform 1.11 gives an unknown text here.
            return super::beyond();
        }
        match value.deep_unknown() {
            Some(_)
                if matches!(verb.letter, 's' | 'v') && verb.width.is_none() && verb.precision.is_none() =>
            {
                let hole = if matches!(value.kind, Kind::List(_) | Kind::Map(_)) {
                    Val::new(Kind::Json(std::rc::Rc::new(value.clone())))
                } else {
                    value.clone()
                };
                convert::push_text(&mut parts, &hole).map_err(Stop::Error)?;
            }
            Some(unknown) => parts.push(Part::Hole(Val::unknown(unknown))),
            None => {
                let text = verb_text(&verb, value)?;
                convert::push_text(&mut parts, &Val::text(text)).map_err(Stop::Error)?;
            }
        }
    }
    if highest < values.len() {
        return error("the format has fewer verbs than there are arguments");
    }
    convert::push_text(&mut parts, &Val::text(&literal)).map_err(Stop::Error)?;
    Ok(convert::text_of(parts))
}

fn verb_text(verb: &Verb, value: &Val) -> Result<String, Stop> {
    let text = match verb.letter {
        'v' if verb.sharp => return Ok(pad(verb, encoded(value)?)),
        'v' => match &value.kind {
            Kind::Null => return super::beyond(),
            Kind::Text(text) => text.to_string(),
            Kind::Number(_) if verb.precision.is_some() || verb.plus || verb.zero => {
                return number_text(verb, value, 'g');
            }
            _ => encoded(value)?,
        },
        't' => match &convert::to_bool(value).map_err(Stop::Error)?.kind {
            // Unlike other verbs this one knows no width.
            Kind::Bool(b) => return Ok(b.to_string()),
            _ => return error("a bool is required"),
        },
        's' | 'q' => {
            let text = super::text_of(value)?.to_string();
            let text = match verb.precision {
                Some(precision) => text.chars().take(precision).collect(),
                None => text,
            };
            if verb.letter == 'q' { encoded(&Val::text(text))? } else { text }
        }
        letter @ ('b' | 'd' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G') => {
            return number_text(verb, value, letter);
        }
        other => return error(format!("`%{other}` is not a verb")),
    };
    Ok(pad(verb, text))
}

fn encoded(value: &Val) -> Result<String, Stop> {
    documents::encode(value).ok_or_else(|| super::stop(value, "the value cannot be written as JSON"))
}

fn number_text(verb: &Verb, value: &Val, letter: char) -> Result<String, Stop> {
    let number = number_of(value)?;
    let negative = number.sign() < 0;
    let magnitude = number.absolute();
    if matches!(letter, 'b' | 'd' | 'o' | 'x' | 'X') && !number.is_integer() {
        return error(format!("`%{letter}` needs a whole number"));
    }
    let whole = || magnitude.to_i64().map(i64::unsigned_abs);
    let digits = match letter {
        'd' => magnitude.to_text(),
        'b' => whole().map(|n| format!("{n:b}")).map_or_else(super::beyond, Ok)?,
        'o' => whole().map(|n| format!("{n:o}")).map_or_else(super::beyond, Ok)?,
        'x' => whole().map(|n| format!("{n:x}")).map_or_else(super::beyond, Ok)?,
        'X' => whole().map(|n| format!("{n:X}")).map_or_else(super::beyond, Ok)?,
        'f' | 'F' => magnitude.to_fixed(i64::try_from(verb.precision.unwrap_or(6)).unwrap_or(6)),
        'e' | 'E' | 'g' | 'G' => exponent_text(&magnitude, verb.precision, letter)?,
        _ => return super::beyond(),
    };
    let sign = if negative {
        "-"
    } else if verb.plus {
        "+"
    } else if verb.space {
        " "
    } else {
        ""
    };
    let width = verb.width.unwrap_or(0);
    if verb.zero && !verb.minus && sign.len() + digits.len() < width {
        let zeros = "0".repeat(width - sign.len() - digits.len());
        return Ok(format!("{sign}{zeros}{digits}"));
    }
    Ok(pad(verb, format!("{sign}{digits}")))
}

/// As C's `printf` writes it: `1.234500e+03`, and the shorter of both forms for `g`.
fn exponent_text(number: &Number, precision: Option<usize>, letter: char) -> Result<String, Stop> {
    let scientific = |digits: usize| {
        let text = format!("{:.*e}", digits, number.to_f64());
        let (mantissa, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        Some((mantissa.to_owned(), exponent))
    };
    let written = |mantissa: &str, exponent: i32| {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{mantissa}e{sign}{:02}", exponent.abs())
    };
    let text = if letter.eq_ignore_ascii_case(&'e') {
        let (mantissa, exponent) =
            scientific(precision.unwrap_or(6)).ok_or(()).or_else(|()| super::beyond())?;
        written(&mantissa, exponent)
    } else {
        // Without a precision: as many digits as the number has.
        let plain = number.to_text();
        let significant = plain.chars().filter(char::is_ascii_digit).collect::<String>();
        let shortest = significant.trim_start_matches('0').trim_end_matches('0').len().max(1);
        let digits = precision.unwrap_or(shortest).max(1);
        if digits > 17 {
            return super::beyond();
        }
        let (mantissa, exponent) = scientific(digits - 1).ok_or(()).or_else(|()| super::beyond())?;
        let highest = precision.map_or(21, |p| i32::try_from(p.max(1)).unwrap_or(21));
        if exponent < -4 || exponent >= highest {
            let mantissa = if mantissa.contains('.') {
                mantissa.trim_end_matches('0').trim_end_matches('.')
            } else {
                &mantissa
            };
            written(mantissa, exponent)
        } else {
            let behind = i64::try_from(digits).unwrap_or(0) - 1 - i64::from(exponent);
            let fixed = number.to_fixed(behind.max(0));
            if fixed.contains('.') {
                fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
            } else {
                fixed
            }
        }
    };
    Ok(if letter.is_ascii_uppercase() { text.to_uppercase() } else { text })
}

fn pad(verb: &Verb, text: String) -> String {
    let missing = verb.width.unwrap_or(0).saturating_sub(text.chars().count());
    let fill = if verb.zero && !verb.minus { "0" } else { " " }.repeat(missing);
    if verb.minus { format!("{text}{fill}") } else { format!("{fill}{text}") }
}

fn format_list(args: Args<'_>) -> Outcome {
    let pattern = args.text(0)?;
    let mut length: Option<usize> = None;
    for at in 1..args.len() {
        let value = args.known(at)?;
        if let Kind::List(list) = &value.kind {
            if let Some(open) = &list.open {
                return Err(Stop::Unknown(open.unknown.clone()));
            }
            if length.is_some_and(|l| l != list.items.len()) {
                return error("the lists have different lengths");
            }
            length = Some(list.items.len());
        }
    }
    let mut rows = Vec::new();
    for row in 0..length.unwrap_or(1) {
        let mut values = Vec::with_capacity(args.len());
        for at in 1..args.len() {
            let value = args.get(at)?;
            values.push(match &value.kind {
                Kind::List(list) => list.items.get(row).cloned().unwrap_or_else(Val::null),
                _ => value.clone(),
            });
        }
        rows.push(format(&pattern, &values)?);
    }
    Ok(Val::list(rows))
}

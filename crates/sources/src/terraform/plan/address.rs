//! Addresses of instances and the dotted texts of references, taken apart and written the one way Terraform writes them.

use std::fmt;

/// The key of an instance: `[0]` or `["a"]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::terraform) enum Key {
    /// From `count`, as decimal text.
    Number(String),
    /// From `for_each`.
    Text(String),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "[{number}]"),
            Self::Text(text) => {
                f.write_str("[\"")?;
                let mut rest = text.chars().peekable();
                while let Some(c) = rest.next() {
                    match c {
                        '\n' => f.write_str("\\n")?,
                        '\r' => f.write_str("\\r")?,
                        '\t' => f.write_str("\\t")?,
                        '"' => f.write_str("\\\"")?,
                        '\\' => f.write_str("\\\\")?,
                        '$' | '%' if rest.peek() == Some(&'{') => write!(f, "{c}{c}")?,
                        c => write!(f, "{c}")?,
                    }
                }
                f.write_str("\"]")
            }
        }
    }
}

/// One module call on the way to an instance.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::terraform) struct ModuleStep {
    pub(in crate::terraform) name: String,
    pub(in crate::terraform) key: Option<Key>,
}

/// Module calls from the root to an instance.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(in crate::terraform) struct ModulePath(pub(in crate::terraform) Vec<ModuleStep>);

impl ModulePath {
    /// The path of a module that this one calls.
    pub(in crate::terraform) fn child(&self, name: &str, key: Option<Key>) -> Self {
        let mut steps = self.0.clone();
        steps.push(ModuleStep { name: name.to_owned(), key });
        Self(steps)
    }

    /// The path of the module that calls this one, and the call.
    pub(in crate::terraform) fn split(&self) -> Option<(Self, &ModuleStep)> {
        let (last, parents) = self.0.split_last()?;
        Some((Self(parents.to_vec()), last))
    }

    /// Reads `module.a["x"].module.b`, nothing else.
    pub(in crate::terraform) fn parse(text: &str) -> Option<Self> {
        let steps = steps(text)?;
        let (path, rest) = module_steps(&steps);
        rest.is_empty().then_some(path)
    }
}

impl fmt::Display for ModulePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            write!(f, "{}module.{}", if at == 0 { "" } else { "." }, step.name)?;
            if let Some(key) = &step.key {
                write!(f, "{key}")?;
            }
        }
        Ok(())
    }
}

/// The address of one instance of a resource block.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::terraform) struct Address {
    pub(in crate::terraform) module: ModulePath,
    pub(in crate::terraform) data: bool,
    pub(in crate::terraform) resource_type: String,
    pub(in crate::terraform) name: String,
    pub(in crate::terraform) key: Option<Key>,
}

impl Address {
    /// Reads `module.a["x"].aws_s3_bucket.b[0]`.
    pub(in crate::terraform) fn parse(text: &str) -> Option<Self> {
        let steps = steps(text)?;
        let (module, mut rest) = module_steps(&steps);
        let mut data = false;
        if let [Step::Name(mode), tail @ ..] = rest
            && mode == "data"
            && tail.len() >= 2
        {
            data = true;
            rest = tail;
        }
        let (Step::Name(resource_type), Step::Name(name)) = (rest.first()?, rest.get(1)?) else {
            return None;
        };
        let key = match rest.get(2..)? {
            [] => None,
            [Step::Key(key)] => Some(key.clone()),
            _ => return None,
        };
        Some(Self { module, data, resource_type: resource_type.clone(), name: name.clone(), key })
    }

    /// The address of the block: without the instance's own key.
    pub(in crate::terraform) fn block(&self) -> String {
        block_address(&self.module, &self.resource_type, &self.name)
    }
}

/// The address of a managed resource block in a module instance.
pub(in crate::terraform) fn block_address(module: &ModulePath, resource_type: &str, name: &str) -> String {
    let separator = if module.0.is_empty() { "" } else { "." };
    format!("{module}{separator}{resource_type}.{name}")
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.module, if self.module.0.is_empty() { "" } else { "." })?;
        write!(f, "{}{}.{}", if self.data { "data." } else { "" }, self.resource_type, self.name)?;
        self.key.as_ref().map_or(Ok(()), |key| write!(f, "{key}"))
    }
}

/// A piece of an address or a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::terraform) enum Step {
    /// An identifier, or `*`.
    Name(String),
    /// An index in brackets.
    Key(Key),
}

/// Takes the leading module calls off.
fn module_steps(steps: &[Step]) -> (ModulePath, &[Step]) {
    let mut path = Vec::new();
    let mut rest = steps;
    while let [Step::Name(word), Step::Name(name), tail @ ..] = rest
        && word == "module"
    {
        let (key, tail) = match tail {
            [Step::Key(key), tail @ ..] => (Some(key.clone()), tail),
            tail => (None, tail),
        };
        path.push(ModuleStep { name: name.clone(), key });
        rest = tail;
    }
    (ModulePath(path), rest)
}

/// Splits `a.b["c.d"][0].e` into its pieces; none if it is not of that form.
pub(in crate::terraform) fn steps(text: &str) -> Option<Vec<Step>> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        if let Some(inside) = rest.strip_prefix('[') {
            let (key, behind) = match inside.strip_prefix('"') {
                Some(quoted) => {
                    let (text, behind) = unquote(quoted)?;
                    (Key::Text(text), behind.strip_prefix(']')?)
                }
                None => {
                    let (number, behind) = inside.split_once(']')?;
                    if number == "*" {
                        found.push(Step::Name("*".to_owned()));
                        rest = behind.strip_prefix('.').unwrap_or(behind);
                        if rest.is_empty() {
                            return Some(found);
                        }
                        continue;
                    }
                    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
                        return None;
                    }
                    (Key::Number(number.to_owned()), behind)
                }
            };
            found.push(Step::Key(key));
            rest = behind;
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (name, behind) = rest.split_at_checked(end)?;
            if name.is_empty() {
                return None;
            }
            found.push(Step::Name(name.to_owned()));
            rest = behind;
        }
        if rest.is_empty() {
            return Some(found);
        }
        if let Some(behind) = rest.strip_prefix('.') {
            rest = behind;
            if rest.starts_with('[') {
                return None;
            }
        } else if !rest.starts_with('[') {
            return None;
        }
    }
}

/// Reads a quoted text whose opening quote is gone; also gives what stands behind its closing quote.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut read = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                let undoubled = read.replace("$${", "${").replace("%%{", "%{");
                return Some((undoubled, text.get(at + 1..)?));
            }
            '\\' => match chars.next()?.1 {
                'n' => read.push('\n'),
                'r' => read.push('\r'),
                't' => read.push('\t'),
                other => read.push(other),
            },
            c => read.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_survive_the_round_trip() {
        for text in [
            "aws_s3_bucket.b",
            "aws_s3_bucket.b[0]",
            r#"module.a["x.y"].module.b[3].aws_s3_bucket.b["k\"]\\${"]"#,
            "data.aws_region.r",
            "module.m.data.aws_region.r[1]",
            r#"aws_x.y["$${a}"]"#,
        ] {
            let address = Address::parse(text);
            let expected = text.replace("\\\\${", "\\\\$${");
            assert_eq!(address.map(|a| a.to_string()).as_deref(), Some(expected.as_str()), "{text}");
        }
        for text in
            ["", "a", "a.b.c", "a..b", "a.b[", "a.b[x]", "a.b[\"x", "module.a", "a.b[0]c", ".a.b", "a.b."]
        {
            assert_eq!(Address::parse(text), None, "{text}");
        }
        assert_eq!(ModulePath::parse("module.a[0].module.b").unwrap().to_string(), "module.a[0].module.b");
    }
}

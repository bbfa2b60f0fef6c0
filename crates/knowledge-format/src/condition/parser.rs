//! The parser of the condition grammar, by recursive descent with a limit on depth.

use super::{
    Comparison, Condition, Link, Literal, Operand, Path, Quantifier, Step,
    lexer::{Kind, Token, tokens},
};
use crate::FormatError;

/// Deepest nesting of parentheses, `not` and quantifiers.
const DEEPEST: usize = 32;

/// Longest pattern after `matches`, in characters.
const LONGEST_PATTERN: usize = 1000;

/// Parses a condition.
///
/// # Errors
/// Where the text leaves the grammar, with what was expected there.
pub fn parse(text: &str) -> Result<Condition, FormatError> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0 };
    let condition = parser.or()?;
    match parser.peek().kind {
        Kind::End => Ok(condition),
        _ => Err(parser.expected("`and`, `or` or the end")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

const END: Token = Token { at: 0, kind: Kind::End };

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).unwrap_or(&END)
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn expected(&self, what: &str) -> FormatError {
        let token = self.peek();
        let found = match &token.kind {
            Kind::Word(w) => format!("`{w}`"),
            Kind::Text(t) => format!("\"{t}\""),
            Kind::Number(n) => format!("`{n}`"),
            Kind::Mark(m) => format!("`{m}`"),
            Kind::End => "the end".to_owned(),
        };
        FormatError::Condition { at: token.at, message: format!("expected {what}, found {found}") }
    }

    fn word(&mut self, word: &str) -> bool {
        let is = matches!(&self.peek().kind, Kind::Word(w) if w == word);
        if is {
            self.next += 1;
        }
        is
    }

    fn mark(&mut self, mark: &str) -> bool {
        let is = matches!(&self.peek().kind, Kind::Mark(m) if *m == mark);
        if is {
            self.next += 1;
        }
        is
    }

    fn need(&mut self, mark: &str) -> Result<(), FormatError> {
        if self.mark(mark) { Ok(()) } else { Err(self.expected(&format!("`{mark}`"))) }
    }

    fn deeper<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, FormatError>,
    ) -> Result<T, FormatError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.expected(&format!("at most {DEEPEST} levels of nesting")));
        }
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn or(&mut self) -> Result<Condition, FormatError> {
        let mut all = vec![self.and()?];
        while self.word("or") {
            all.push(self.and()?);
        }
        Ok(single(all, Condition::Or))
    }

    fn and(&mut self) -> Result<Condition, FormatError> {
        let mut all = vec![self.not()?];
        while self.word("and") {
            all.push(self.not()?);
        }
        Ok(single(all, Condition::And))
    }

    fn not(&mut self) -> Result<Condition, FormatError> {
        if self.word("not") {
            return self.deeper(|p| Ok(Condition::Not(Box::new(p.not()?))));
        }
        if self.mark("(") {
            let inner = self.deeper(Self::or)?;
            self.need(")")?;
            return Ok(inner);
        }
        self.test()
    }

    fn quantifier(&mut self) -> Option<Quantifier> {
        let found = [("any", Quantifier::Any), ("all", Quantifier::All), ("none", Quantifier::None)];
        found.into_iter().find(|(word, _)| self.word(word)).map(|(_, q)| q)
    }

    fn body(&mut self) -> Result<Box<Condition>, FormatError> {
        self.need("(")?;
        let inner = self.deeper(Self::or)?;
        self.need(")")?;
        Ok(Box::new(inner))
    }

    fn test(&mut self) -> Result<Condition, FormatError> {
        if self.word("exists") {
            return Ok(Condition::Exists(self.path()?));
        }
        if self.word("related") {
            let quantifier = self.quantifier().ok_or_else(|| self.expected("`any`, `all` or `none`"))?;
            let type_name = self.name("a resource type")?;
            let link = if self.word("via") {
                Link::Via(self.path()?)
            } else if self.word("by") {
                Link::By(self.path_of(&type_name)?)
            } else {
                return Err(self.expected("`via` or `by`"));
            };
            return Ok(Condition::Related { quantifier, type_name, link, inner: self.body()? });
        }
        if let Some(quantifier) = self.quantifier() {
            let path = self.path()?;
            return Ok(Condition::Quantified(quantifier, path, self.body()?));
        }
        let path = self.path()?;
        if self.word("contains") {
            return Ok(Condition::Contains(path, self.literal()?));
        }
        if self.word("matches") {
            let at = self.peek().at;
            let Kind::Text(pattern) = self.take().kind else {
                self.next -= 1;
                return Err(self.expected("a pattern in quotes"));
            };
            if pattern.chars().count() > LONGEST_PATTERN {
                return Err(FormatError::Condition {
                    at,
                    message: format!("the pattern is longer than {LONGEST_PATTERN} characters"),
                });
            }
            regex::RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(1 << 20).build().map_err(
                |e| FormatError::Condition { at, message: format!("the pattern is not valid: {e}") },
            )?;
            return Ok(Condition::Matches(path, pattern));
        }
        if self.word("in") {
            return Ok(Condition::In { path, list: self.list()?, negated: false });
        }
        if self.word("not") {
            if !self.word("in") {
                return Err(self.expected("`in`"));
            }
            return Ok(Condition::In { path, list: self.list()?, negated: true });
        }
        let operators = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        let Some((_, comparison)) = operators.into_iter().find(|(mark, _)| self.mark(mark)) else {
            return Err(self.expected("a comparison, `in`, `not in`, `contains` or `matches`"));
        };
        if self.word("param") {
            self.need("(")?;
            let name = self.name("a parameter name")?;
            self.need(")")?;
            return Ok(Condition::Compare(path, comparison, Operand::Parameter(name)));
        }
        Ok(Condition::Compare(path, comparison, Operand::Literal(self.literal()?)))
    }

    fn name(&mut self, what: &str) -> Result<String, FormatError> {
        match self.peek().kind.clone() {
            Kind::Word(word) => {
                self.next += 1;
                Ok(word)
            }
            _ => Err(self.expected(what)),
        }
    }

    fn path(&mut self) -> Result<Path, FormatError> {
        let first = self.name("a property name")?;
        let mut steps = if first == "it" { Vec::new() } else { vec![Step::Key(first)] };
        loop {
            if self.mark("[*]") {
                steps.push(Step::Each);
            } else if self.mark(".") {
                steps.push(Step::Key(self.key()?));
            } else {
                return Ok(Path(steps));
            }
        }
    }

    /// A key below another one; in quotes where it holds a dot (`Parameters."rds.force_ssl"`).
    fn key(&mut self) -> Result<String, FormatError> {
        match self.peek().kind.clone() {
            Kind::Text(text) if !text.is_empty() => {
                self.next += 1;
                Ok(text)
            }
            _ => self.name("a property name"),
        }
    }

    /// `Type.Path`, where the type is already known.
    fn path_of(&mut self, type_name: &str) -> Result<Path, FormatError> {
        let written = self.name("the related type and its property")?;
        if written != type_name {
            self.next -= 1;
            return Err(self.expected(&format!("`{type_name}.` and its property")));
        }
        self.need(".")?;
        self.path()
    }

    fn list(&mut self) -> Result<Vec<Literal>, FormatError> {
        self.need("[")?;
        let mut list = vec![self.literal()?];
        while self.mark(",") {
            list.push(self.literal()?);
        }
        self.need("]")?;
        Ok(list)
    }

    fn literal(&mut self) -> Result<Literal, FormatError> {
        let literal = match self.peek().kind.clone() {
            Kind::Text(text) => Literal::Text(text),
            Kind::Number(number) => Literal::Number(number),
            Kind::Word(word) if word == "true" || word == "false" => Literal::Bool(word == "true"),
            _ => return Err(self.expected("a text in quotes, a number, `true` or `false`")),
        };
        self.next += 1;
        Ok(literal)
    }
}

fn single(mut all: Vec<Condition>, many: impl FnOnce(Vec<Condition>) -> Condition) -> Condition {
    if all.len() == 1
        && let Some(one) = all.pop()
    {
        return one;
    }
    many(all)
}

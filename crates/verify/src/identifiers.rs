//! UUIDs as OSCAL allows them.

/// What is wrong with a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadUuid {
    /// It is none.
    Form,
    /// It is one of a version that OSCAL does not take.
    Version(char),
    /// It is one of an unusual variant.
    Variant,
}

/// Whether a text has a UUID's form, of any version.
pub(crate) fn looks_like_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

/// What is wrong with a UUID: OSCAL takes versions 4 and 5 only.
pub(crate) fn fault(text: &str) -> Option<BadUuid> {
    if !looks_like_uuid(text) {
        return Some(BadUuid::Form);
    }
    let mut letters = text.chars();
    let version = letters.nth(14)?;
    // The fifth letter behind the version starts the fourth group.
    let variant = letters.nth(4)?;
    if !matches!(version, '4' | '5') {
        Some(BadUuid::Version(version))
    } else if !matches!(variant.to_ascii_lowercase(), '8' | '9' | 'a' | 'b') {
        Some(BadUuid::Variant)
    } else {
        None
    }
}

/// UUIDs compare without case.
pub(crate) fn plain(uuid: &str) -> String {
    uuid.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_versions_four_and_five_pass() {
        assert_eq!(fault("bb9219b1-e51c-4680-abb0-616a43bbfbb1"), None);
        assert_eq!(fault("BB9219B1-E51C-5680-ABB0-616A43BBFBB1"), None);
        assert_eq!(fault("bb9219b1-e51c-1680-abb0-616a43bbfbb1"), Some(BadUuid::Version('1')));
        assert_eq!(fault("bb9219b1-e51c-4680-cbb0-616a43bbfbb1"), Some(BadUuid::Variant));
        assert_eq!(fault("bb9219b1-e51c-4680-abb0-616a43bbfbb"), Some(BadUuid::Form));
        assert_eq!(fault("zz9219b1-e51c-4680-abb0-616a43bbfbb1"), Some(BadUuid::Form));
    }
}

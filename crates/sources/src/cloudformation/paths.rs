//! Paths of files that a template names.

use demarc_inventory::clean_path;

/// The directory of a file; `.` for a file without one.
pub(super) fn directory(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((directory, _)) => directory,
        None => ".",
    }
}

/// Whether a template names a local file: neither a URL nor the name of something of AWS's.
pub(super) fn is_local(location: &str) -> bool {
    !location.is_empty() && !location.contains("://") && !location.starts_with("arn:")
}

/// The path of a file named relative to another one, without `.` and inner `..` steps.
pub(super) fn beside(path: &str, relative: &str) -> String {
    if relative.starts_with('/') {
        return relative.to_owned();
    }
    below(directory(path), relative)
}

/// The path of a file named relative to a directory.
pub(super) fn below(directory: &str, relative: &str) -> String {
    if directory.is_empty() {
        return clean_path(relative.trim_start_matches('/'));
    }
    clean_path(&format!("{directory}/{relative}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_up_and_in_place() {
        assert_eq!(beside("a/b/t.yaml", "./c.yaml"), "a/b/c.yaml");
        assert_eq!(beside("a/b/t.yaml", "../c/d.yaml"), "a/c/d.yaml");
        assert_eq!(beside("t.yaml", "../c.yaml"), "../c.yaml");
        assert_eq!(beside("/a/t.yaml", "c.yaml"), "/a/c.yaml");
        assert_eq!(directory("t.yaml"), ".");
    }
}

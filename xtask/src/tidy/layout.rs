//! Rules about files of Rust: length, names, heads, module lists.

use super::Fault;
use crate::repository::TextFile;
use std::collections::BTreeMap;

const LONGEST: usize = 600;
const LONGEST_LIB: usize = 100;
const VAGUE: [&str; 8] = ["util", "utils", "common", "helper", "helpers", "misc", "shared", "stuff"];

fn rust(files: &[TextFile]) -> impl Iterator<Item = &TextFile> {
    files.iter().filter(|f| f.is("rs"))
}

/// Files with more than one concept; tests may be longer.
pub fn long_files(files: &[TextFile]) -> Vec<Fault> {
    rust(files)
        .filter(|f| f.name() != "tests.rs" && !f.path.contains("/tests/"))
        .filter_map(|f| {
            let lines = f.text.lines().count();
            (lines > LONGEST).then(|| {
                Fault::new(
                    &f.path,
                    None,
                    format!("has {lines} lines; give each of its concepts a file, {LONGEST} lines at most"),
                )
            })
        })
        .collect()
}

/// A `lib.rs` names the crate's job and its nouns; what they do stands elsewhere.
pub fn long_lib_files(files: &[TextFile]) -> Vec<Fault> {
    rust(files)
        .filter(|f| f.name() == "lib.rs")
        .filter_map(|f| {
            let lines = f.text.lines().count();
            (lines > LONGEST_LIB).then(|| {
                Fault::new(
                    &f.path,
                    None,
                    format!("has {lines} lines; move code into modules, {LONGEST_LIB} lines at most"),
                )
            })
        })
        .collect()
}

/// Names under which anything could stand.
pub fn vague_names(files: &[TextFile]) -> Vec<Fault> {
    rust(files)
        .filter_map(|f| {
            let stems = f.path.split('/').map(|part| part.trim_end_matches(".rs"));
            let vague = stems.into_iter().find(|s| VAGUE.contains(s))?;
            Some(Fault::new(
                &f.path,
                None,
                format!("`{vague}` says nothing about the content; name the concept"),
            ))
        })
        .collect()
}

/// Modules are `name.rs` beside the folder `name`, so that tabs of an editor differ.
pub fn mod_files(files: &[TextFile]) -> Vec<Fault> {
    rust(files)
        .filter(|f| f.name() == "mod.rs")
        .map(|f| Fault::new(&f.path, None, "is called `mod.rs`; name it after its folder, beside it"))
        .collect()
}

/// Files without a first line that says what they are for.
pub fn missing_heads(files: &[TextFile]) -> Vec<Fault> {
    rust(files)
        .filter(|f| f.name() != "tests.rs" && !f.path.starts_with("examples/"))
        .filter(|f| !f.text.starts_with("//!"))
        .map(|f| {
            Fault::new(&f.path, Some(1), "does not start with a `//!` line; say the module's one job there")
        })
        .collect()
}

/// Files that no `mod` line names: the compiler never sees them.
pub fn unlisted_modules(files: &[TextFile]) -> Vec<Fault> {
    let texts: BTreeMap<&str, &str> = rust(files).map(|f| (f.path.as_str(), f.text.as_str())).collect();
    let mut faults = Vec::new();
    for file in rust(files) {
        let name = file.name().trim_end_matches(".rs");
        if !file.path.contains("/src/")
            || ["lib", "main", "mod"].contains(&name)
            || file.path.contains("/bin/")
        {
            continue;
        }
        let folder = file.folder();
        let parents = if folder.ends_with("/src") {
            vec![format!("{folder}/lib.rs"), format!("{folder}/main.rs")]
        } else {
            vec![format!("{folder}.rs")]
        };
        let line = format!("mod {name};");
        let listed = parents.iter().filter_map(|p| texts.get(p.as_str())).any(|text| {
            text.lines().any(|l| {
                // With any visibility: `pub mod`, `pub(super) mod`, `pub(in crate::a) mod`.
                l == line || (l.starts_with("pub") && l.ends_with(&format!(" {line}")))
            })
        });
        if !listed {
            let parent = parents.join("` or `");
            faults.push(Fault::new(
                &file.path,
                None,
                format!("no `{line}` in `{parent}` names it; add the line or remove the file"),
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::file;

    fn paths(faults: &[Fault]) -> Vec<&str> {
        faults.iter().map(|f| f.file.as_str()).collect()
    }

    #[test]
    fn long_files_are_named_and_tests_are_not() {
        let text = "x\n".repeat(601);
        let files = [file("crates/a/src/long.rs", &text), file("crates/a/src/long/tests.rs", &text)];
        assert_eq!(paths(&long_files(&files)), ["crates/a/src/long.rs"]);
        assert_eq!(paths(&long_lib_files(&[file("crates/a/src/lib.rs", &text)])), ["crates/a/src/lib.rs"]);
        assert!(long_files(&[file("crates/a/src/fits.rs", &"x\n".repeat(600))]).is_empty());
    }

    #[test]
    fn vague_names_and_mod_files_are_refused() {
        let files = [
            file("crates/a/src/utils.rs", ""),
            file("crates/a/src/helpers/text.rs", ""),
            file("crates/a/src/commonwealth.rs", ""),
            file("crates/a/src/x/mod.rs", ""),
        ];
        assert_eq!(paths(&vague_names(&files)), ["crates/a/src/utils.rs", "crates/a/src/helpers/text.rs"]);
        assert_eq!(paths(&mod_files(&files)), ["crates/a/src/x/mod.rs"]);
    }

    #[test]
    fn a_module_starts_with_its_job() {
        let files = [
            file("crates/a/src/a.rs", "//! One job.\n"),
            file("crates/a/src/b.rs", "use std::fmt;\n"),
            file("crates/a/src/b/tests.rs", "use super::*;\n"),
        ];
        assert_eq!(paths(&missing_heads(&files)), ["crates/a/src/b.rs"]);
    }

    #[test]
    fn a_file_without_its_mod_line_is_found() {
        let files = [
            file("crates/a/src/lib.rs", "mod one;\npub mod two;\n"),
            file("crates/a/src/one.rs", "mod deep;\n#[cfg(test)]\nmod tests;\n"),
            file("crates/a/src/one/deep.rs", ""),
            file("crates/a/src/one/lost.rs", ""),
            file("crates/a/src/one/tests.rs", ""),
            file("crates/a/src/two.rs", ""),
            file("crates/a/src/bin/tool.rs", ""),
        ];
        assert_eq!(paths(&unlisted_modules(&files)), ["crates/a/src/one/lost.rs"]);
    }
}

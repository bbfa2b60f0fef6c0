use super::*;
use std::io::Write;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn files(limit: u64, content: Vec<u8>) -> Files {
    let limits = Limits { file_bytes: limit, ..Limits::default() };
    Files::new(Box::new(MemoryFiles::new([("a", content)])), limits)
}

#[test]
fn a_compressed_file_that_unpacks_beyond_the_limit_is_refused() {
    let bomb = gzip(&vec![b'a'; 100_000]);
    assert_eq!(
        files(50_000, bomb.clone()).bytes("a"),
        Err(FileError::TooLarge { path: "a".into(), limit: 50_000 })
    );
    assert_eq!(files(200_000, bomb).bytes("a").unwrap().len(), 100_000);
}

#[test]
fn a_cut_off_compressed_file_is_an_error() {
    let mut cut = gzip(b"{\"a\": 1, \"b\": [1, 2, 3]}");
    cut.truncate(cut.len() - 9);
    assert!(matches!(files(1000, cut).bytes("a"), Err(FileError::Compression { .. })));
}

#[test]
fn byte_order_marks_and_utf16_are_read() {
    assert_eq!(files(100, b"\xEF\xBB\xBFa = 1".to_vec()).text("a").unwrap(), "a = 1");
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("ä=1".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(files(100, utf16).text("a").unwrap(), "ä=1");
    assert!(matches!(
        files(100, vec![b'a', 0xff, 0xfe]).text("a"),
        Err(FileError::NotText { offset: 1, .. })
    ));
}

#[test]
fn paths_outside_of_the_root_are_refused() {
    let map = MemoryFiles::new([("etc/passwd", "x"), ("app/main.tf", "y")]);
    let files = Files::new(Box::new(map), Limits::default());
    assert!(matches!(files.text_below("app", "app/../etc/passwd"), Err(FileError::OutsideRoot { .. })));
    assert_eq!(files.text_below("app", "app/main.tf").unwrap(), "y");
}

#[test]
fn a_refused_file_and_a_count_limit_are_errors() {
    let map = MemoryFiles::new([("a", "x")]).refusing("b");
    let files = Files::new(Box::new(map), Limits { files: 2, ..Limits::default() });
    assert!(files.bytes("a").is_ok());
    assert!(matches!(files.bytes("b"), Err(FileError::Refused { .. })));
    assert!(matches!(files.bytes("a"), Err(FileError::TooMany { .. })));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_root_link_loops_and_special_files_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("root");
    std::fs::create_dir(&root).unwrap();
    std::fs::write(dir.path().join("secret"), "s").unwrap();
    std::os::unix::fs::symlink(dir.path().join("secret"), root.join("out")).unwrap();
    std::os::unix::fs::symlink(root.join("loop"), root.join("loop")).unwrap();
    std::os::unix::fs::symlink(root.join("gone"), root.join("dangling")).unwrap();
    let files = Files::disk();
    let at = |name: &str| root.join(name).to_string_lossy().into_owned();
    let root_path = root.to_string_lossy().into_owned();
    assert!(matches!(files.text_below(&root_path, &at("out")), Err(FileError::OutsideRoot { .. })));
    assert!(matches!(files.bytes(&at("loop")), Err(FileError::Refused { .. })));
    assert!(matches!(files.bytes(&at("dangling")), Err(FileError::Refused { .. })));
    assert!(matches!(files.bytes("/dev/null"), Err(FileError::NotRegular { .. })));
    assert!(matches!(files.bytes(&at("missing")), Err(FileError::NotFound { .. })));
}

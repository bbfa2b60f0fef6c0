//! Drives every target over its corpus and mutations of it for a fixed time.
//!
//! `DEMARC_FUZZ_SECONDS` sets the time for each target (default 2). A failing input is written below the target folder.

use demarc_fuzz::{TARGETS, Target};
use std::{
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// A small generator of our own: the same seed gives the same inputs everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % (n.max(1) as u64)).unwrap()
    }
}

fn corpus(root: &Path, target: &Target, found: &mut Vec<Vec<u8>>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(root).into_iter().flatten().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            corpus(&path, target, found);
        } else if target.endings.iter().any(|e| path.to_string_lossy().ends_with(e)) {
            found.extend(fs::read(&path).ok().filter(|b| b.len() < 200_000));
        }
    }
}

/// Words that mean something to one of the readers.
const WORDS: [&str; 24] = [
    "${",
    "}",
    "\"",
    "!Ref ",
    "Fn::If",
    "Fn::ForEach::X",
    "*a",
    "&a ",
    "<<: ",
    "null",
    "[",
    "]",
    "{",
    "}",
    "\u{feff}",
    "\\u0000",
    "count = ",
    "for_each = ",
    "module",
    "<<EOF\n",
    "%{ for x in y }",
    "-1",
    "1e999",
    "\n",
];

fn mutate(random: &mut Random, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut input = corpus[random.below(corpus.len())].clone();
    for _ in 0..=random.below(4) {
        let at = random.below(input.len() + 1);
        match random.below(6) {
            0 if at < input.len() => input[at] = u8::try_from(random.next() & 0xff).unwrap(),
            1 => input.truncate(at),
            2 => {
                let end = (at + random.below(64)).min(input.len());
                input.drain(at..end);
            }
            3 => {
                let word = WORDS[random.below(WORDS.len())].as_bytes();
                input.splice(at..at, word.iter().copied());
            }
            4 => {
                let end = (at + random.below(256)).min(input.len());
                let piece = input[at..end].to_vec();
                input.splice(at..at, piece);
            }
            _ => {
                let other = &corpus[random.below(corpus.len())];
                let from = random.below(other.len());
                let to = (from + random.below(256)).min(other.len());
                input.splice(at..at, other[from..to].iter().copied());
            }
        }
    }
    input
}

fn drive(target: &Target) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut inputs = vec![Vec::new(), b"{}".to_vec(), b"[1, 2".to_vec(), b"\xff\xfe\x00".to_vec()];
    for folder in ["examples", "knowledge", "fuzz/corpus"] {
        corpus(&root.join(folder), target, &mut inputs);
    }
    assert!(inputs.len() > 10, "{}: {} inputs", target.name, inputs.len());
    let seconds = env::var("DEMARC_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(2);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut runs = 0usize;
    let mut slowest = Duration::ZERO;
    for input in inputs.clone() {
        runs += 1;
        slowest = slowest.max(run(target, &input));
    }
    while Instant::now() < until {
        let input = mutate(&mut random, &inputs);
        runs += 1;
        slowest = slowest.max(run(target, &input));
    }
    eprintln!("{}: {runs} inputs, slowest {slowest:?}", target.name);
    assert!(slowest < Duration::from_secs(20), "{}: one input took {slowest:?}", target.name);
}

fn run(target: &Target, input: &[u8]) -> Duration {
    let start = Instant::now();
    if catch_unwind(AssertUnwindSafe(|| (target.run)(input))).is_err() {
        let path = env::temp_dir().join(format!("demarc-fuzz-{}.input", target.name));
        fs::write(&path, input).unwrap();
        panic!("target {} fails on the input kept at {}", target.name, path.display());
    }
    start.elapsed()
}

macro_rules! targets {
    ($($test:ident = $position:expr),* $(,)?) => {
        $(#[test] fn $test() { drive(&TARGETS[$position]); })*

        #[test]
        fn every_target_has_a_test() {
            assert_eq!([$($position),*].len(), TARGETS.len());
        }
    };
}

targets! {
    json = 0, yaml = 1, template = 2, terraform = 3, plan = 4, state = 5, whole = 6, knowledge = 7,
    verify = 8,
}

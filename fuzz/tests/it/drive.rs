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

/// So many mutations are tried however slow the machine is.
const FEWEST_MUTATIONS: usize = 20;

/// Words that mean something to one of the readers.
const WORDS: [&str; 52] = [
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
    "\t",
    "!If [",
    "!Sub '${",
    "!GetAtt ",
    "!Select [0, ",
    "!Base64 ",
    "!FindInMap [M, ",
    "Fn::Transform: ",
    "Fn::ForEach::L: [X, [a, b], {'${X}': ",
    "{\"Fn::ImportValue\": ",
    "{\"Fn::Cidr\": [\"10.0.0.0/8\", 256, 8]}",
    "{\"Fn::ToJsonString\": ",
    "{\"Fn::Length\": ",
    "{\"Ref\": \"AWS::NoValue\"}",
    "{{resolve:secretsmanager:x}}",
    "Condition: ",
    "&{",
    "\"configurationItems\": [",
    "\"configuration\": \"{\\\"a\\\": 1}\"",
    "\"supplementaryConfiguration\": {",
    "\"configurationItemStatus\": \"ResourceDeleted\"",
    "\"awsRegion\": \"global\"",
    "\"resourceType\": \"AWS::S3::Bucket\"",
    "\"policyText\": \"%7B%22\"",
    "\"Results\": [\"",
    "{\"value\": ",
    ": ",
    ", ",
];

fn mutate(random: &mut Random, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut input = corpus[random.below(corpus.len())].clone();
    for _ in 0..=random.below(4) {
        let at = random.below(input.len() + 1);
        match random.below(8) {
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
            // A line goes, or stands at another place: what belongs together comes apart without the text breaking.
            5 => {
                let lines: Vec<&[u8]> = input.split_inclusive(|b| *b == b'\n').collect();
                let (gone, to) = (random.below(lines.len()), random.below(lines.len()));
                let mut moved: Vec<&[u8]> = lines;
                let line = if moved.is_empty() { &[][..] } else { moved.remove(gone) };
                if random.below(2) == 0 {
                    moved.insert(to.min(moved.len()), line);
                }
                input = moved.concat();
            }
            // A digit becomes another one, a word the word of another place: the shape stays whole.
            6 => {
                let words: Vec<(usize, usize)> = words(&input);
                if !words.is_empty() {
                    let (from, to) = words[random.below(words.len())];
                    let (other_from, other_to) = words[random.below(words.len())];
                    let other = input[other_from..other_to].to_vec();
                    input.splice(from..to, other);
                }
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

/// Where letters, digits and colons stand together.
fn words(input: &[u8]) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, byte) in input.iter().enumerate() {
        let inside = byte.is_ascii_alphanumeric() || *byte == b':';
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn drive(target: &Target) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut inputs = vec![Vec::new(), b"{}".to_vec(), b"[1, 2".to_vec(), b"\xff\xfe\x00".to_vec()];
    for folder in ["examples", "knowledge", "fuzz/corpus"] {
        corpus(&root.join(folder), target, &mut inputs);
    }
    assert!(inputs.len() > 5, "{}: {} inputs", target.name, inputs.len());
    let seconds = env::var("DEMARC_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(2);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut slowest = Duration::ZERO;
    for input in &inputs {
        slowest = slowest.max(run(target, input).0);
    }
    let (mut mutations, mut understood) = (0usize, 0usize);
    while Instant::now() < until || mutations < FEWEST_MUTATIONS {
        let input = mutate(&mut random, &inputs);
        let (took, found) = run(target, &input);
        mutations += 1;
        understood += usize::from(found > 0);
        slowest = slowest.max(took);
    }
    eprintln!(
        "{}: {} inputs, {mutations} mutations of which {understood} were understood in part, slowest {slowest:?}",
        target.name,
        inputs.len()
    );
    // Mutations that no reader gets into would only test the first check.
    assert!(understood * 10 >= mutations, "{}: {understood} of {mutations}", target.name);
    assert!(slowest < Duration::from_secs(20), "{}: one input took {slowest:?}", target.name);
}

/// How long a run took, and how much of the input was understood.
fn run(target: &Target, input: &[u8]) -> (Duration, usize) {
    let start = Instant::now();
    match catch_unwind(AssertUnwindSafe(|| (target.run)(input))) {
        Ok(understood) => (start.elapsed(), understood),
        Err(_) => {
            let path = env::temp_dir().join(format!("demarc-fuzz-{}.input", target.name));
            fs::write(&path, input).unwrap();
            panic!("target {} fails on the input kept at {}", target.name, path.display());
        }
    }
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
    config = 8, intrinsics = 9, verify = 10,
}

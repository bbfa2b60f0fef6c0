//! Prints the sample assessment of the tests: `cargo run -p demarc-report --example sample_report -- html > page.html`.

#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the sample is made by hand and used by tests"
)]
#[path = "../tests/it/sample.rs"]
mod sample;

use demarc_report::{html, json, terminal};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| words.iter().any(|w| w == word);
    let assessment = if has("large") { sample::large(20, 1582) } else { sample::webshop() };
    let number = words.iter().find_map(|w| w.strip_prefix("width=")?.parse().ok());
    let options = terminal::TerminalOptions {
        width: number.unwrap_or(110),
        color: has("color"),
        verbose: has("verbose"),
        unicode: !has("ascii"),
    };
    let text = match words.first().map(String::as_str) {
        Some("html") => html::render(&assessment),
        Some("json") => json::render(&assessment),
        Some("schema") => format!("{:#}", json::schema()),
        _ => terminal::render(&assessment, &options),
    };
    println!("{text}");
}

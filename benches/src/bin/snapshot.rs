//! Writes a made-up snapshot of AWS Config: `cargo run --release -p demarc-benches --bin snapshot -- ITEMS FILE`.

use std::{error::Error, fs::File, io::BufWriter, io::Write};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [items, path] = arguments.as_slice() else {
        return Err("give a number of items and a file, such as `86000 snapshot.json`".into());
    };
    let mut out = BufWriter::new(File::create(path)?);
    let bytes = demarc_benches::write_snapshot(&mut out, items.parse()?)?;
    out.flush()?;
    println!("{items} items, {:.1} MB in {path}", bytes as f64 / 1e6);
    Ok(())
}

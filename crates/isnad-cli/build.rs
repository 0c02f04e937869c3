//! Builds the sample newsroom into the binary: `isnad serve --sample` works wherever it is installed.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let sample = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default())
        .join("../../sample")
        .canonicalize()?;
    println!("cargo::rerun-if-changed={}", sample.display());
    let mut files: Vec<_> = fs::read_dir(sample.join("pages"))?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    let mut table = String::from("&[\n");
    for file in files {
        let name = file.file_name();
        table.push_str(&format!(
            "({:?}, include_bytes!({:?})),\n",
            name.to_string_lossy(),
            file.path()
        ));
    }
    table.push_str("]\n");
    fs::write(
        Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("sample_pages.rs"),
        table,
    )
}

//! The reader over an invented newsroom, to see the pages with something on them:
//!
//! ```sh
//! cargo run -p isnad-server --example invented
//! ```
//!
//! It listens on 127.0.0.1:8765 and keeps its data in a temporary folder until it is stopped.

#[path = "../tests/fixture/mod.rs"]
mod fixture;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = fixture::Folder::new("invented");
    drop(fixture::fill(&folder.0));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8765").await?;
    println!("http://{}/", listener.local_addr()?);
    let stop = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    isnad_server::serve(listener, folder.0.clone(), stop).await?;
    Ok(())
}

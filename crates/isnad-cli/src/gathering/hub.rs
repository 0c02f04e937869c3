//! Where hubs call (WebSub): `/websub/{id}`.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    routing::get,
};
use isnad::model::{Hub, Subscription};
use isnad_gather::collect::websub::{self, Inbox, Intent};
use isnad_store::Subscriptions;
use jiff::Timestamp;
use tokio::task::spawn_blocking;

use crate::error::Error;

/// The path that stands before a subscription's id.
pub(crate) const PATH: &str = "/websub";

/// What an answer to a hub needs. The lock is only held to hand something in.
struct Desk {
    folder: PathBuf,
    inbox: Mutex<Inbox>,
}

/// The route on which hubs confirm and deliver; what they deliver may have so many bytes.
pub(crate) fn routes(folder: PathBuf, inbox: Inbox, most_bytes: usize) -> Router {
    let desk = Arc::new(Desk {
        folder,
        inbox: Mutex::new(inbox),
    });
    Router::new()
        .route(&format!("{PATH}/{{id}}"), get(confirm).post(deliver))
        .layer(DefaultBodyLimit::max(most_bytes))
        .with_state(desk)
}

/// A hub asks whether a subscription is wanted, or says that it will not announce.
async fn confirm(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> (StatusCode, String) {
    let Some((subscription, hub)) = find(&desk, id).await else {
        return (StatusCode::NOT_FOUND, String::new());
    };
    let intent = websub::intent(&hub, &query.unwrap_or_default(), Timestamp::now());
    match intent {
        Intent::Confirmed { challenge, until } => {
            desk.inbox().confirm(&subscription.address, until);
            (StatusCode::OK, challenge)
        }
        Intent::Denied { reason } => {
            tracing::info!(source = %subscription.address, %reason, "hub will not announce");
            desk.inbox().deny(&subscription.address);
            (StatusCode::OK, String::new())
        }
        Intent::Unwanted => (StatusCode::NOT_FOUND, String::new()),
    }
}

/// A hub delivers. What is not signed by it is thrown away, which it is not told.
async fn deliver(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let Some((subscription, hub)) = find(&desk, id).await else {
        return StatusCode::NOT_FOUND;
    };
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if websub::is_authentic(&hub, text("x-hub-signature"), &body) {
        let content_type = text(header::CONTENT_TYPE.as_str());
        desk.inbox()
            .deliver(&subscription.address, body.to_vec(), content_type);
    } else {
        tracing::warn!(source = %subscription.address, "a delivery without its hub's signature is thrown away");
    }
    StatusCode::ACCEPTED
}

/// The subscription whose hub calls at this id.
async fn find(desk: &Arc<Desk>, id: String) -> Option<(Subscription, Hub)> {
    let folder = desk.folder.clone();
    let asked = spawn_blocking(move || -> Result<_, Error> {
        let found = Subscriptions::open(&folder)?.of_hub(&id)?;
        Ok(found.and_then(|one| one.hub.clone().map(|hub| (one, hub))))
    });
    match asked.await {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => {
            tracing::error!(%error, "a hub called, and the sources cannot be read");
            None
        }
        // The process is ending.
        Err(_) => None,
    }
}

impl Desk {
    fn inbox(&self) -> Inbox {
        self.inbox
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

//! One request with its redirects, within the limits.

use std::{io::Read, time::Instant};

use isnad::model::{Fetch, Page};
use jiff::Timestamp;
use ureq::{
    AsSendBody, Body,
    http::{self, HeaderMap, HeaderValue, Response, header, response::Parts},
};

use super::{Accept, Answer, Client, Hop, Request, problem::Failure, request::Message};
use crate::{
    Address, Problem, address,
    media::{self, ContentType},
    read, robots,
};

/// A request under way.
pub(super) struct Exchange<'a> {
    client: &'a Client,
    request: &'a Request<'a>,
    /// What a POST sends.
    form: Option<&'a str>,
    start: Instant,
    /// Where it has come to.
    pub(super) at: Address,
    hops: Vec<Hop>,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(
        client: &'a Client,
        request: &'a Request<'a>,
        form: Option<&'a str>,
    ) -> Exchange<'a> {
        Exchange {
            client,
            request,
            form,
            start: Instant::now(),
            at: request.address.clone(),
            hops: Vec::new(),
        }
    }

    /// Follows redirects until there is an answer.
    pub(super) fn run(&mut self) -> Result<Answer, Failure> {
        loop {
            let (sent, response) = self.ask()?;
            let Some(location) = self.redirect(&response)? else {
                return self.answer(sent, response, None);
            };
            if self.hops.len() == self.client.limits.redirects {
                return Err(Problem::Redirects(self.hops.len()).into());
            }
            if !self.may_follow(&location) {
                return self.answer(sent, response, Some(location));
            }
            let fetch = self.fetch(sent, response)?;
            self.hops.push(Hop {
                address: std::mem::replace(&mut self.at, location.clone()),
                status: fetch.status,
                location,
                fetch,
            });
        }
    }

    /// Asks whether a redirect may be followed. What that takes is not this request's time.
    fn may_follow(&mut self, location: &Address) -> bool {
        let asked = Instant::now();
        let may = (self.request.may_follow)(location);
        self.start += asked.elapsed();
        may
    }

    /// Sends the message once, in what is left of the time. Gives the head that was sent, too.
    fn ask(&self) -> Result<(Vec<u8>, Response<Body>), Failure> {
        let agent = &self.client.user_agent;
        let message = Message::new(self.request, &self.at, self.form, agent);
        let response = match message.form {
            Some(form) => self.send(&message, form),
            None => self.send(&message, ()),
        };
        Ok((message.head(), response?))
    }

    fn send(&self, message: &Message, body: impl AsSendBody) -> Result<Response<Body>, Failure> {
        let left = self
            .client
            .limits
            .total
            .saturating_sub(self.start.elapsed());
        let mut request = http::Request::builder()
            .method(message.method())
            .uri(message.address.as_str())
            .body(body)
            .map_err(|error| Problem::Protocol(error.to_string()))?;
        request
            .headers_mut()
            .extend(message.headers.iter().cloned());
        let agent = &self.client.agent;
        let request = agent.configure_request(request);
        agent
            .run(request.timeout_global(Some(left)).build())
            .map_err(|error| Failure::Client(Box::new(error)))
    }

    /// Where an answer leads, if it does. A form is only sent on where the server says that it is to
    /// be sent again.
    fn redirect(&self, response: &Response<Body>) -> Result<Option<Address>, Failure> {
        let status = response.status().as_u16();
        let leads = match self.form {
            None => matches!(status, 301 | 302 | 303 | 307 | 308),
            Some(_) => matches!(status, 307 | 308),
        };
        let location = response.headers().get(header::LOCATION);
        let Some(location) = location.filter(|_| leads) else {
            return Ok(None);
        };
        let location = String::from_utf8_lossy(location.as_bytes());
        let joined = self.at.join(&location).map_err(|problem| {
            let to = address::shown(&location);
            Problem::Redirect { to, problem }
        })?;
        Ok(Some(joined))
    }

    fn answer(
        &mut self,
        request: Vec<u8>,
        response: Response<Body>,
        declined: Option<Address>,
    ) -> Result<Answer, Failure> {
        let fetch = self.fetch(request, response)?;
        Ok(Answer::new(fetch, std::mem::take(&mut self.hops), declined))
    }

    /// One exchange, with the content where the status says that there is some.
    fn fetch(&self, request: Vec<u8>, response: Response<Body>) -> Result<Fetch, Failure> {
        let (head, body) = response.into_parts();
        Ok(Fetch {
            page: self.page(&head, body)?,
            status: head.status.as_u16(),
            request,
            headers: head.headers.iter().map(field).collect(),
            purpose: self.request.accept.purpose(),
        })
    }

    /// The page an answer brings; without content where the status says that it is none.
    fn page(&self, head: &Parts, body: Body) -> Result<Page, Failure> {
        let fetched = Some(Timestamp::now());
        let content_type = text_header(&head.headers, header::CONTENT_TYPE)
            .map(|value| media::content_type(&value));
        let never = content_type.as_ref().filter(|it| it.is_never_text());
        let bytes = match never {
            _ if !head.status.is_success() => Vec::new(),
            Some(never) if self.request.accept == Accept::Page => {
                return Err(Problem::NotText(never.name.clone()).into());
            }
            _ => self.body(&head.headers, body)?,
        };
        Ok(Page {
            url: Some(self.at.to_string()),
            fetched,
            media_type: content_type
                .as_ref()
                .map(ContentType::media_type)
                .unwrap_or_default(),
            charset: content_type.and_then(|it| it.charset),
            bytes,
            item: None,
        })
    }

    /// The content, decompressed, within the limits.
    fn body(&self, headers: &HeaderMap, mut body: Body) -> Result<Vec<u8>, Failure> {
        let limits = &self.client.limits;
        let accept = self.request.accept;
        let too_long = |&length: &u64| length > limits.max_bytes as u64;
        if let Some(length) = body.content_length().filter(too_long)
            && accept != Accept::Robots
        {
            return Err(Failure::TooLarge(length));
        }
        let encoding = text_header(headers, header::CONTENT_ENCODING).unwrap_or_default();
        let encoding = encoding.trim().to_lowercase();
        // Some servers name the encoding and then send plain text.
        let packed = match encoding.as_str() {
            "" | "identity" => false,
            "gzip" | "x-gzip" => true,
            _ => return Err(Problem::Encoding(encoding).into()),
        };
        let reader: &mut dyn Read = &mut body.as_reader();
        let bytes = match accept {
            Accept::Robots => read::beginning(reader, robots::MAX_BYTES, limits),
            Accept::Page if !packed => read::plain(reader, limits),
            Accept::Page | Accept::Feed => read::either(reader, limits),
        };
        let bytes = bytes.map_err(Failure::Stop)?;
        // A file that is gzip itself, sent in the encoding gzip.
        if packed && accept == Accept::Feed && read::is_gzip(&bytes) {
            return read::gzip(&*bytes, limits).map_err(Failure::Stop);
        }
        Ok(bytes)
    }
}

/// A header line as text.
fn field((name, value): (&header::HeaderName, &HeaderValue)) -> (String, String) {
    let value = String::from_utf8_lossy(value.as_bytes());
    (name.as_str().to_owned(), value.into_owned())
}

/// A header as text; bytes that are none become replacement characters.
fn text_header(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

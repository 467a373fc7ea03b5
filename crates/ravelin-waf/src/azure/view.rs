//! A request as custom rules see it.

use super::{MatchVariable, Service};
use crate::body::{Argument, Limits, multipart, urlencoded};
use crate::http::{Request, cookies};
use std::borrow::Cow;
use std::net::IpAddr;

/// The arguments of a form, if the body is one.
pub type PostArguments<'a> = Vec<Argument<'a>>;

/// A request as custom rules see it.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The request.
    pub request: &'a Request<'a>,
    /// The client's address, behind proxies where the service looks behind them.
    pub client: Option<IpAddr>,
    /// The address of the connection.
    pub socket: Option<IpAddr>,
    query: Option<&'a [u8]>,
    query_arguments: Vec<Argument<'a>>,
    /// None if the body is no form.
    post_arguments: Option<PostArguments<'a>>,
    is_urlencoded: bool,
}

impl<'a> View<'a> {
    /// Takes apart what rules may ask for.
    pub fn new(
        request: &'a Request<'a>,
        client: Option<IpAddr>,
        socket: Option<IpAddr>,
        limits: &Limits,
    ) -> Self {
        let query = memchr::memchr(b'?', request.target).and_then(|at| request.target.get(at + 1..));
        let query_arguments =
            query.map(|query| urlencoded::parse(query, b'&', limits).arguments).unwrap_or_default();
        let content_type =
            request.headers.iter().find(|header| header.name.eq_ignore_ascii_case(b"content-type"));
        let content_type = content_type.map(|header| &*header.value).unwrap_or_default();
        let is = |name: &[u8]| {
            content_type.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        };
        let is_urlencoded = is(b"application/x-www-form-urlencoded");
        let post_arguments = if is_urlencoded {
            Some(urlencoded::parse(&request.body, b'&', limits).arguments)
        } else if is(b"multipart/form-data") {
            let parts = multipart::parse(content_type, &request.body, limits).parts;
            let fields = parts.into_iter().filter(|part| !part.is_file());
            Some(
                fields.map(|part| Argument { name: part.name, value: Cow::Borrowed(part.content) }).collect(),
            )
        } else {
            None
        };
        Self { request, client, socket, query, query_arguments, post_arguments, is_urlencoded }
    }

    /// The values of a variable. Application Gateway looks at bodies of forms only (ag/custom-waf-rules-overview, "Match
    /// variable").
    pub(super) fn values(
        &self,
        variable: MatchVariable,
        selector: Option<&str>,
        service: Service,
    ) -> Vec<Cow<'_, [u8]>> {
        let named = |arguments: &'_ [Argument<'a>], ignore_case: bool| -> Vec<Cow<'_, [u8]>> {
            let chosen =
                arguments.iter().filter(|argument| is_selected(&argument.name, selector, ignore_case));
            chosen.map(|argument| argument.value.clone()).collect()
        };
        match variable {
            MatchVariable::RemoteAddr => address(self.client),
            MatchVariable::SocketAddr => address(self.socket),
            MatchVariable::RequestMethod => vec![Cow::Borrowed(self.request.method)],
            MatchVariable::RequestUri => vec![Cow::Borrowed(self.request.target)],
            MatchVariable::QueryString if selector.is_some() => named(&self.query_arguments, false),
            MatchVariable::QueryString => self.query.map(Cow::Borrowed).into_iter().collect(),
            MatchVariable::PostArgs => named(self.post_arguments.as_deref().unwrap_or_default(), false),
            MatchVariable::RequestBody => {
                let is_seen = service == Service::FrontDoor || self.is_urlencoded;
                if is_seen { vec![Cow::Borrowed(&*self.request.body)] } else { Vec::new() }
            }
            MatchVariable::RequestHeaders => {
                let headers = self.request.headers.iter();
                let chosen = headers.filter(|header| is_selected(header.name, selector, true));
                chosen.map(|header| Cow::Borrowed(&*header.value)).collect()
            }
            MatchVariable::RequestCookies => {
                let all: Vec<_> = self.request.header(b"cookie").flat_map(cookies).collect();
                let chosen = all.into_iter().filter(|cookie| is_selected(&cookie.name, selector, false));
                chosen.map(|cookie| cookie.value).collect()
            }
        }
    }

    /// The first address `X-Forwarded-For` names.
    pub(super) fn forwarded_for(&self) -> Option<IpAddr> {
        let value = self.request.header(b"x-forwarded-for").next()?;
        let first = value.split(|byte| *byte == b',').next()?;
        std::str::from_utf8(first).ok()?.trim().parse().ok()
    }
}

fn address(address: Option<IpAddr>) -> Vec<Cow<'static, [u8]>> {
    address.map(|address| Cow::Owned(address.to_string().into_bytes())).into_iter().collect()
}

fn is_selected(name: &[u8], selector: Option<&str>, ignore_case: bool) -> bool {
    selector.is_none_or(|selector| {
        if ignore_case { name.eq_ignore_ascii_case(selector.as_bytes()) } else { name == selector.as_bytes() }
    })
}

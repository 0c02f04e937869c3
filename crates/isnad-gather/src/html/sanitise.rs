//! HTML written anew from what is allowed in it.

use std::convert::Infallible;

use html5gum::{
    Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};
use url::Url;

use super::{absolute, allow, declarations, escape_into, plain::steers, style};

/// The deepest element that is kept; the tags of deeper ones are dropped.
const DEPTH: usize = 100;

/// HTML without anything that acts, loads code, leaves its place or is not known; elements that are open
/// at the end are closed, and addresses are made absolute by `base`.
///
/// Of what is dropped the words are kept, except of elements whose text is no text (`script`).
pub fn sanitised(html: &str, base: Option<&Url>) -> String {
    let html = declarations::removed(html);
    let mut writer = Writer {
        out: String::with_capacity(html.len() + 16),
        base,
        open: Vec::new(),
        own: None,
        attribute: String::new(),
        attributes: Vec::new(),
        name: "",
        dropped: None,
    };
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            writer.take(&event);
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html.as_ref(), emitter).finish();
    writer.close_to(0);
    writer.out.trim().to_owned()
}

struct Writer<'b> {
    out: String,
    base: Option<&'b Url>,
    /// The elements that are open in the output.
    open: Vec<&'static str>,
    /// The start tag under way, if it is kept: its own attributes, its name, what it has.
    own: Option<&'static [&'static str]>,
    name: &'static str,
    attributes: Vec<(String, String)>,
    /// The attribute under way.
    attribute: String,
    /// The element that is dropped with all it holds, and how many of its kind are open.
    dropped: Option<(String, usize)>,
}

impl Writer<'_> {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.start(&String::from_utf8_lossy(name)),
            CallbackEvent::AttributeName { name } => {
                self.finish_attribute("");
                self.attribute = String::from_utf8_lossy(name).into_owned();
            }
            CallbackEvent::AttributeValue { value } => {
                self.finish_attribute(&String::from_utf8_lossy(value));
            }
            CallbackEvent::CloseStartTag { self_closing } => self.finish_start(*self_closing),
            CallbackEvent::EndTag { name } => self.end(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.dropped.is_some() {
            return;
        }
        if text.contains(is_dropped_character) {
            let kept: String = text.chars().filter(|&c| !is_dropped_character(c)).collect();
            escape_text(&kept, &mut self.out);
        } else {
            escape_text(text, &mut self.out);
        }
    }

    fn start(&mut self, name: &str) {
        self.own = None;
        self.attribute.clear();
        self.attributes.clear();
        match &mut self.dropped {
            Some((dropped, open)) if dropped == name => *open += 1,
            Some(_) => {}
            None if allow::is_dropped(name) => self.dropped = Some((name.to_owned(), 1)),
            None if self.open.len() < DEPTH => {
                if let Some((name, own)) = allow::element(name) {
                    (self.name, self.own) = (name, Some(own));
                }
            }
            None => {}
        }
    }

    /// Takes the attribute under way with its value, if it may stand there.
    fn finish_attribute(&mut self, value: &str) {
        let name = std::mem::take(&mut self.attribute);
        let Some(own) = self.own else {
            return;
        };
        let is_new = !self.attributes.iter().any(|(known, _)| *known == name);
        if name.is_empty() || !is_new || !allow::attribute(own, &name) {
            return;
        }
        let value = match name.as_str() {
            "style" => style::kept(value),
            name if allow::is_address(name) => absolute(value, self.base).unwrap_or_default(),
            _ => value
                .chars()
                .filter(|&c| !is_dropped_character(c))
                .collect(),
        };
        if name != "style" || !value.is_empty() {
            self.attributes.push((name, value));
        }
    }

    fn finish_start(&mut self, self_closing: bool) {
        self.finish_attribute("");
        // Elements of SVG and MathML close themselves; of HTML only those do that hold nothing.
        if self_closing {
            self.dropped
                .take_if(|(name, open)| matches!(name.as_str(), "svg" | "math") && *open == 1);
        }
        if self.own.take().is_none() {
            return;
        }
        if allow::ends_itself(self.name) && self.open.last() == Some(&self.name) {
            self.close_to(self.open.len() - 1);
        }
        self.out.push('<');
        self.out.push_str(self.name);
        for (name, value) in self.attributes.drain(..) {
            self.out.push(' ');
            self.out.push_str(&name);
            self.out.push_str("=\"");
            escape_into(&value, &mut self.out);
            self.out.push('"');
        }
        if allow::is_empty(self.name) {
            self.out.push_str(" />");
        } else {
            self.out.push('>');
            self.open.push(self.name);
        }
    }

    fn end(&mut self, name: &str) {
        self.attribute.clear();
        match &mut self.dropped {
            Some((dropped, open)) if dropped == name => {
                *open -= 1;
                self.dropped.take_if(|(_, open)| *open == 0);
            }
            Some(_) => {}
            None => {
                if let Some(at) = self.open.iter().rposition(|open| *open == name) {
                    self.close_to(at);
                }
            }
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(name) = self.open.pop() {
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
            }
        }
    }
}

/// Quotation marks need no escape between tags.
fn escape_text(text: &str, out: &mut String) {
    for (index, piece) in text.split('"').enumerate() {
        if index > 0 {
            out.push('"');
        }
        escape_into(piece, out);
    }
}

fn is_dropped_character(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r') || steers(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_stand_and_what_may_not() {
        let cases = [
            ("a <b>b</b> c", "a <b>b</b> c"),
            (
                "<p dir=rtl lang='ar' class=x>خبر</p>",
                "<p dir=\"rtl\" lang=\"ar\">خبر</p>",
            ),
            ("a<script>alert(1)</script>b", "ab"),
            ("a<script>b", "a"),
            ("<scr<script>ipt>alert(1)</script>", "ipt&gt;alert(1)"),
            ("<img src=x onerror=alert(1)>", "<img src=\"x\" />"),
            (
                "<img/src=x/onerror=alert(1)//>",
                "<img src=\"x/onerror=alert(1)//\" />",
            ),
            (
                "<a href=\"java&#10;script:alert(1)\">b</a>",
                "<a href=\"\">b</a>",
            ),
            (
                "<a href='x\" onclick=\"y'>b</a>",
                "<a href=\"x&quot; onclick=&quot;y\">b</a>",
            ),
            ("<svg><script>1</script><b>x</b></svg>y", "y"),
            ("<svg/>y", "y"),
            (
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
                "",
            ),
            ("<iframe src='//gull.example'>x</iframe>y", "y"),
            ("<object data=x>y</object>", "y"),
            (
                "<base href='//gull.example/'><meta http-equiv=refresh><link rel=stylesheet href=x>y",
                "y",
            ),
            ("<form action=x><input name=q>y</form>", "y"),
            (
                "<p style='position:fixed;color:red'>z",
                "<p style=\"color: red;\">z</p>",
            ),
            ("<p>a<p>b", "<p>a</p><p>b</p>"),
            ("a</b></p>c", "ac"),
            ("<b><i>a</b>c</i>", "<b><i>a</i></b>c"),
            ("a &amp; b &lt;c&gt; \"d\"", "a &amp; b &lt;c&gt; \"d\""),
            ("1 < 2", "1 &lt; 2"),
            ("abc\u{202e}\u{2066}txt.exe\u{2069}\0", "abctxt.exe"),
            ("<a title='\u{202e}x'>y</a>", "<a title=\"x\">y</a>"),
            ("<IMG SRC=x SRC=y>", "<img src=\"x\" />"),
            ("<a href>x</a>", "<a href=\"\">x</a>"),
        ];
        for (html, expected) in cases {
            assert_eq!(sanitised(html, None), expected, "{html}");
        }
    }

    #[test]
    fn what_came_out_goes_in_again_unchanged() {
        for html in [
            "<p>a<td>b<li>c<li>d",
            "<a href='j a:b'>&quot;",
            "<div><p>a</div>b<br/><img alt='<'>",
            "&amp;lt;b&gt;",
        ] {
            let once = sanitised(html, None);
            assert_eq!(sanitised(&once, None), once, "{html}");
        }
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = sanitised(&"<b>".repeat(200_000), None);
        assert_eq!(deep.len(), DEPTH * "<b></b>".len());
        let attributes: String = (0..100_000).map(|n| format!(" a{n}=x")).collect();
        assert_eq!(sanitised(&format!("<p{attributes}>y"), None), "<p>y</p>");
        assert_eq!(sanitised(&"<!--".repeat(200_000), None), "");
    }
}

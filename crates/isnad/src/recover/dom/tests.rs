use html5ever::{
    TokenizerResult,
    interface::TreeSink,
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tokenizer},
    tree_builder::TreeBuilder,
};
use proptest::prelude::*;

use super::{Attr, Dom, build::Sink, parse, skim, tokens};

/// The tree as lines: an element with its attributes, a text, each indented by its depth.
fn outline(dom: &Dom) -> String {
    let mut lines = Vec::new();
    for id in dom.descendants(dom.root()) {
        let indent = "  ".repeat(dom.ancestors(id).count() - 1);
        if let Some(words) = dom.words(id) {
            lines.push(format!("{indent}{words:?}"));
        } else {
            let attributes: String = dom
                .attributes(id)
                .map(|(name, value)| format!(" {name:?}={value:?}"))
                .collect();
            lines.push(format!("{indent}<{}{attributes}>", dom.name(id)));
        }
    }
    lines.join("\n")
}

/// The tree by html5ever alone.
fn by_html5ever(html: &str) -> Dom {
    let builder = TreeBuilder::new(Sink::new(html.len()), Default::default());
    let tokenizer = Tokenizer::new(builder, Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.sink.finish()
}

/// Pieces of tag soup; any row of them is a page.
const SOUP: [&str; 58] = [
    "<p>",
    "</p>",
    "<div class='a b'>",
    "</div>",
    "<b>",
    "</b>",
    "<i id=x>",
    "</i>",
    "<a href=/x>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "text",
    " ",
    "&amp;",
    "&nbsp;",
    "&notit;",
    "&#x627;",
    "<br>",
    "<br/>",
    "<h1>",
    "</h1>",
    "<!-- c -->",
    "<!-->",
    "<!--x",
    "-->",
    "<script>",
    "</script>",
    "<script>var a='<p>';</script>",
    "<style>",
    "</style>",
    "<svg><path/></svg>",
    "<svg>",
    "</svg>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<select><option>",
    "</select>",
    "<template>",
    "</template>",
    "<noscript>",
    "</noscript>",
    "<form>",
    "</form>",
    "<",
    ">",
    "سلام",
    "\n",
    "<body class=late>",
    "<math><mi>",
];

fn soup() -> impl Strategy<Value = String> {
    let piece = (0..SOUP.len()).prop_map(|index| SOUP[index]);
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn both_tokenizers_give_one_tree(html in soup()) {
        prop_assert_eq!(outline(&tokens::parse(&html)), outline(&by_html5ever(&html)));
    }

    #[test]
    fn any_text_is_parsed(html in ".{0,200}") {
        parse(&html);
    }
}

#[test]
fn skimming_leaves_tags_and_takes_what_stands_between() {
    let cases = [
        ("<p>a</p>", "<p>a</p>"),
        ("<script>var x='<p>'</script>b", "<script></script>b"),
        ("<SCRIPT a='>'>x</SCRIPT >b", "<SCRIPT a='>'></SCRIPT >b"),
        ("<style>p{}</style><!-- <p> -->c", "<style></style><!---->c"),
        (
            "<svg viewBox=x><title>t</title></svg>d",
            "<svg viewBox=x></svg>d",
        ),
        ("<svg/>d</svg>", "<svg/>d</svg>"),
        // In doubt it stays.
        ("<script>never closed <p>", "<script>never closed <p>"),
        ("<!-->a-->b", "<!-->a-->b"),
        ("<!--a--!>b-->c", "<!--a--!>b-->c"),
        (
            "<script><!-- x --></script>y",
            "<script><!-- x --></script>y",
        ),
        (
            "<section>a</section><scripts>b",
            "<section>a</section><scripts>b",
        ),
        ("1 < 2 <", "1 < 2 <"),
    ];
    for (html, expected) in cases {
        assert_eq!(skim::skim(html).html, expected, "{html}");
    }
}

#[test]
fn json_ld_is_handed_on() {
    let skimmed = skim::skim(
        "<script type='application/ld+json'>{\"a\":\"<!-- -->\"}</script><script>b</script>",
    );
    assert_eq!(skimmed.json_ld, ["{\"a\":\"<!-- -->\"}"]);
    assert_eq!(
        skimmed.html,
        "<script type='application/ld+json'></script><script></script>"
    );
}

#[test]
fn what_a_page_can_cost_is_bounded() {
    let deep = "<div>".repeat(200_000) + "<p>at the bottom";
    let dom = parse(&deep);
    assert!(dom.text(dom.root()).ends_with("at the bottom"));
    let depth = dom
        .descendants(dom.root())
        .map(|id| dom.ancestors(id).count());
    assert!(depth.max() < Some(600));
    let wide = "<p>".repeat(2_000_000) + "at the end";
    let dom = parse(&wide);
    assert!(dom.text(dom.root()).ends_with("at the end"));
    assert!(dom.len() < wide.len() / 10, "{}", dom.len());
    let attributes: String = (0..200_000).map(|at| format!(" a{at}=b")).collect();
    let dom = parse(&format!("<p class=x{attributes} id=y>words"));
    let p = dom.descendants(dom.root()).find(|&id| dom.name(id) == "p");
    let id = p.and_then(|p| dom.attribute(p, Attr::Id));
    assert_eq!(id, Some("y"));
}

#[test]
fn nodes_stand_in_document_order() {
    // The table sends its text before itself: what is parsed later stands earlier.
    let dom = parse("<div><table><tr><td>cell</td></tr>stray</table></div><p>after");
    let texts: Vec<&str> = dom
        .descendants(dom.root())
        .filter_map(|id| dom.words(id))
        .collect();
    assert_eq!(texts, ["stray", "cell", "after"]);
    let div = dom
        .descendants(dom.root())
        .find(|&id| dom.name(id) == "div");
    let inside = div.map(|div| {
        dom.descendants(div)
            .filter_map(|id| dom.words(id))
            .collect()
    });
    assert_eq!(inside, Some(vec!["stray", "cell"]));
    for id in dom.descendants(dom.root()) {
        for child in dom.children(id) {
            assert_eq!(dom.parent(child), Some(id));
            assert!(dom.is_within(child, id) && !dom.is_within(id, child));
        }
    }
}

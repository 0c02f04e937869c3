use super::*;

fn lines(text: &str) -> Vec<String> {
    let line = |outline: Outline| {
        let part = |part: Option<String>| part.unwrap_or_else(|| "-".into());
        format!(
            "{} {} {} {}",
            part(outline.folder),
            part(outline.title),
            outline.address,
            part(outline.site)
        )
    };
    parse(text.as_bytes())
        .unwrap()
        .into_iter()
        .map(line)
        .collect()
}

#[test]
fn lists_of_every_form() {
    let cases = [
        (
            "<opml version='2.0'><head><title>T</title></head><body><outline text='Tern' xmlUrl='https://tern.example/f' htmlUrl='https://tern.example'/></body></opml>",
            "- Tern https://tern.example/f https://tern.example",
        ),
        (
            "<opml><body><outline text='A'><outline title='B'><outline text='x' title='T' xmlUrl='u'/></outline></outline>",
            "A/B T u -",
        ),
        (
            "<OPML><BODY><OUTLINE TEXT='A &amp; B' XMLURL='u?a=1&b=2'></OUTLINE></BODY>",
            "- A & B u?a=1&b=2 -",
        ),
        (
            "<opml><body><outline text='x' type='rss' url='u'/><outline text='y' type='link' url='v'/>",
            "- x u -",
        ),
        (
            "<opml><body><outline text='A'/><outline xmlUrl='u'/><outline xmlUrl='u'/>",
            "- - u -",
        ),
        (
            "<opml><body><outline text='خبر \u{202e}عاجل' xmlUrl='u'/>",
            "- خبر عاجل u -",
        ),
        ("<outline text=\"broken><outline xmlUrl='v'/>", "- - v -"),
    ];
    for (text, expected) in cases {
        assert_eq!(lines(text), [expected], "{text}");
    }
}

#[test]
fn what_is_written_is_read_again() {
    let outline = |address: &str, title: Option<&str>, folder: Option<&str>| Outline {
        title: title.map(str::to_owned),
        address: address.to_owned(),
        site: title.map(|_| "https://tern.example/".to_owned()),
        folder: folder.map(str::to_owned),
    };
    let outlines = [
        outline(
            "https://tern.example/f?a=1&b=\"2\"",
            Some("<Tern> & 'Gull'"),
            Some("أخبار"),
        ),
        outline("https://gull.example/f", None, Some("أخبار")),
        outline("https://auk.example/f", Some("Auk"), None),
    ];
    let written = write("Mine & others", &outlines);
    assert_eq!(parse(written.as_bytes()).unwrap(), outlines);
    assert_eq!(
        written.matches("<outline text=\"أخبار\">").count(),
        1,
        "{written}"
    );
    assert!(
        written.contains("<title>Mine &amp; others</title>"),
        "{written}"
    );
}

#[test]
fn what_is_no_list() {
    for text in ["<rss/>", "<html><outline xmlUrl='u'/>", "words"] {
        let error = parse(text.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("not an OPML file"), "{error}");
    }
}

#[test]
fn hostile_ones_are_bounded() {
    let deep = "<outline text='x'>".repeat(200_000);
    let found = parse(format!("<opml><body>{deep}<outline xmlUrl='u'/>").as_bytes()).unwrap();
    assert!(
        found[0]
            .folder
            .as_ref()
            .is_some_and(|folder| folder.len() <= LONGEST_FOLDER)
    );
    let closed = format!(
        "<opml><body>{deep}{}<outline xmlUrl='u'/>",
        "</outline>".repeat(200_000)
    );
    assert_eq!(parse(closed.as_bytes()).unwrap()[0].folder, None);
    let many: String = (0..MAX_OUTLINES + 5)
        .map(|n| format!("<outline xmlUrl='u{n}'/>"))
        .collect();
    assert_eq!(
        parse(format!("<opml>{many}").as_bytes()).unwrap().len(),
        MAX_OUTLINES
    );
}

/// The list that the command brings along.
#[test]
fn the_starter_list_is_well_formed() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../isnad-cli/data/starter.opml"
    );
    let outlines = parse(&std::fs::read(path).unwrap()).unwrap();
    assert!((30..=40).contains(&outlines.len()), "{}", outlines.len());
    for outline in &outlines {
        let complete =
            outline.title.is_some() && outline.site.is_some() && outline.folder.is_some();
        assert!(
            complete && crate::Address::parse(&outline.address).is_ok(),
            "{outline:?}"
        );
    }
}

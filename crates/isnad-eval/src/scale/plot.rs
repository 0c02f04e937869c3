//! Lines over the number of articles, as SVG.

use std::fmt::Write;

const WIDTH: f64 = 720.0;
/// Of a panel, its title and axis included.
const HEIGHT: f64 = 210.0;
/// Left of the lines, for the numbers of the axis.
const LEFT: f64 = 76.0;
/// Right of them, for their names.
const RIGHT: f64 = 150.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 34.0;
/// Told apart by people who see few colours, and by their dashes.
const STROKES: [(&str, &str); 3] = [("#0b5394", "none"), ("#b45f06", "6 3"), ("#38761d", "2 3")];
/// Parts that an axis is cut into.
const PARTS: u32 = 4;

/// One set of axes.
pub(super) struct Panel {
    /// What its numbers are.
    pub(super) title: &'static str,
    /// Names, and values over the number of articles.
    pub(super) lines: Vec<(&'static str, Vec<(f64, f64)>)>,
}

/// Panels below each other. `title` and `description` are for those who cannot see them.
pub(super) fn svg(title: &str, description: &str, panels: &[Panel]) -> String {
    let height = HEIGHT * panels.len() as f64;
    let mut svg = String::new();
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n\
         <title>{title}</title>\n<desc>{description}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>"
    );
    for (nth, panel) in panels.iter().enumerate() {
        let _ = writeln!(
            svg,
            "<g transform=\"translate(0 {})\">",
            nth as f64 * HEIGHT
        );
        panel.draw(&mut svg);
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

impl Panel {
    fn draw(&self, svg: &mut String) {
        let points = || self.lines.iter().flat_map(|(_, points)| points);
        let top = ceiling(points().map(|point| point.1).fold(0.0, f64::max));
        let end = points().map(|point| point.0).fold(1.0, f64::max);
        let _ = writeln!(
            svg,
            "<text x=\"{LEFT}\" y=\"18\" font-weight=\"bold\">{}</text>",
            self.title
        );
        for part in 0..=PARTS {
            let share = f64::from(part) / f64::from(PARTS);
            draw_part(svg, share, top * share, end * share);
        }
        let mut last_label = f64::INFINITY;
        let mut lines: Vec<_> = self.lines.iter().zip(STROKES).collect();
        // Names from the bottom up, none over another.
        lines.sort_by(|x, y| last(x.0).total_cmp(&last(y.0)));
        for (line, stroke) in lines {
            let label = y_of(last(line) / top).min(last_label - 15.0);
            last_label = label;
            draw_line(svg, line, stroke, (end, top), label);
        }
    }
}

fn last((_, points): &(&str, Vec<(f64, f64)>)) -> f64 {
    points.last().map_or(0.0, |point| point.1)
}

fn x_of(share: f64) -> f64 {
    LEFT + share * (WIDTH - LEFT - RIGHT)
}

fn y_of(share: f64) -> f64 {
    TOP + (1.0 - share) * (HEIGHT - TOP - BOTTOM)
}

fn draw_part(svg: &mut String, share: f64, value: f64, articles: f64) {
    let (y, x) = (y_of(share), x_of(share));
    let (from, to) = (x_of(0.0), x_of(1.0));
    let _ = writeln!(
        svg,
        "<path d=\"M{from} {y:.1}H{to}\" stroke=\"#ddd\"/>\n\
         <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\n\
         <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
        from - 8.0,
        y + 4.0,
        short(value),
        y_of(0.0) + 20.0,
        short(articles),
    );
}

fn draw_line(
    svg: &mut String,
    (name, points): &(&str, Vec<(f64, f64)>),
    (color, dashes): (&str, &str),
    (end, top): (f64, f64),
    label: f64,
) {
    let place = |&(x, y): &(f64, f64)| format!("{:.1},{:.1}", x_of(x / end), y_of(y / top));
    let places: Vec<String> = points.iter().map(place).collect();
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" \
         stroke-dasharray=\"{dashes}\"/>\n\
         <text x=\"{}\" y=\"{:.1}\" fill=\"{color}\">{name}</text>",
        places.join(" "),
        x_of(1.0) + 8.0,
        label + 4.0,
    );
}

/// The least of 1, 2, 4, 6, 8 times a power of ten that is not below a value.
fn ceiling(value: f64) -> f64 {
    let power = 10_f64.powf(value.max(1e-9).log10().floor());
    let steps = [1.0, 2.0, 4.0, 6.0, 8.0, 10.0];
    let fits = steps.iter().find(|step| *step * power >= value);
    fits.unwrap_or(&10.0) * power
}

/// A number as people write it on an axis: `250k`, `1.5M`, `0.5`.
fn short(value: f64) -> String {
    let (value, unit) = match value {
        1e6.. => (value / 1e6, "M"),
        1e3.. => (value / 1e3, "k"),
        _ => (value, ""),
    };
    let digits = format!("{value:.2}");
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{digits}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_on_axes() {
        let cases = [
            (0.0, "0"),
            (0.5, "0.5"),
            (250_000.0, "250k"),
            (1.5e6, "1.5M"),
            (40.0, "40"),
        ];
        for (value, expected) in cases {
            assert_eq!(short(value), expected);
        }
        for (value, expected) in [
            (0.3, 0.4),
            (9.5, 10.0),
            (10_500.0, 20_000.0),
            (600.0, 600.0),
        ] {
            assert!((ceiling(value) - expected).abs() < 1e-6, "{value}");
        }
    }

    #[test]
    fn lines_stand_in_their_panel_and_names_apart() {
        let lines = vec![
            ("a", vec![(0.0, 0.0), (10.0, 4.0)]),
            ("b", vec![(0.0, 1.0), (10.0, 4.0)]),
        ];
        let panel = Panel { title: "t", lines };
        let svg = svg("title", "words", &[panel]);
        assert!(svg.contains("points=\"76.0,176.0 570.0,34.0\""), "{svg}");
        assert!(svg.contains("y=\"38.0\" fill=\"#0b5394\">a<"), "{svg}");
        assert!(svg.contains("y=\"23.0\" fill=\"#b45f06\">b<"), "{svg}");
    }
}

//! The shapes of boxes in the drawing of a story.

use isnad::model::SourceKind;

/// How far the ends of an agency's box reach in.
pub(crate) const POINT: usize = 14;

/// What a box looks like, so that kinds of source are told apart without colour.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Pointed at both ends.
    Pointed,
    /// With a second line at both ends.
    Lined,
    Plain,
}

/// The shape of a kind of source.
pub(crate) fn shape(kind: SourceKind) -> Shape {
    match kind {
        SourceKind::Agency => Shape::Pointed,
        SourceKind::Aggregator => Shape::Lined,
        SourceKind::Outlet | SourceKind::Speaker => Shape::Plain,
    }
}

/// Where a box stands.
#[derive(Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Frame {
    /// The outline as an SVG path.
    pub(crate) fn outline(self, shape: Shape) -> String {
        let Frame {
            x,
            y,
            width,
            height,
        } = self;
        let (half, point) = (height / 2, POINT.min(height / 2));
        let flat = width - 2 * point;
        let plain = format!("M{x} {y}h{width}v{height}h-{width}z");
        match shape {
            Shape::Plain => plain,
            Shape::Pointed => format!(
                "M{} {y}h{flat}l{point} {half}l-{point} {half}h-{flat}l-{point} -{half}z",
                x + point
            ),
            Shape::Lined => {
                let inner = point / 2;
                format!(
                    "{plain}m{inner} 0v{height}m{} 0v-{height}",
                    width - 2 * inner
                )
            }
        }
    }
}

//! The way that a value takes from where it is written to where it is used.

use demarc_model::Span;
use std::rc::Rc;

/// Places kept of one way; longer ones come from no configuration that people follow.
const MOST_STEPS: u8 = 8;

/// A place that passed a value on, and those before it.
#[derive(Debug)]
pub(super) struct Way {
    at: Span,
    before: Option<Rc<Self>>,
    steps: u8,
}

/// The way on to one more place, unless that one says nothing new.
pub(super) fn on(way: Option<Rc<Way>>, written: Option<Span>, to: Option<Span>) -> Option<Rc<Way>> {
    let (Some(written), Some(to)) = (written, to) else { return way };
    let last = way.as_ref().map_or(written, |w| w.at);
    let steps = way.as_ref().map_or(0, |w| w.steps);
    if holds(to, last) || holds(last, to) || steps >= MOST_STEPS {
        return way;
    }
    Some(Rc::new(Way { at: to, before: way, steps: steps + 1 }))
}

/// The way of a part of a value: its own, then that of the whole.
pub(super) fn joined(
    part: Option<Rc<Way>>,
    whole: Option<&Rc<Way>>,
    written: Option<Span>,
) -> Option<Rc<Way>> {
    match (&part, whole) {
        (_, None) => part,
        (None, Some(whole)) => Some(Rc::clone(whole)),
        (Some(_), Some(whole)) => {
            places(Some(whole)).into_iter().fold(part, |way, place| on(way, written, Some(place)))
        }
    }
}

/// The places in order: the first is next to where the value is written.
pub(super) fn places(way: Option<&Rc<Way>>) -> Vec<Span> {
    let mut all = Vec::new();
    let mut step = way;
    while let Some(way) = step {
        all.push(way.at);
        step = way.before.as_ref();
    }
    all.reverse();
    all
}

/// Whether one place lies in another.
fn holds(outer: Span, inner: Span) -> bool {
    outer.document == inner.document && outer.start <= inner.start && inner.end <= outer.end
}

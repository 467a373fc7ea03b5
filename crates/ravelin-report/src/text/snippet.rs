//! Source lines with places underlined. Places that are near each other share a piece of source.

use crate::excerpt::Excerpt;
use crate::words::one_line;
use annotate_snippets::{Annotation, AnnotationKind, Group, Renderer, Snippet};
use ravelin_finding::{Place, Sources};
use std::ops::Range;

/// Lines between two places up to which they share a piece.
const NEAR: u32 = 30;

/// A place with what is said of it.
#[derive(Debug)]
pub(super) struct Mark {
    /// Where.
    pub(super) place: Place,
    /// What is said there.
    pub(super) label: String,
    /// Is it the place that decides?
    pub(super) primary: bool,
}

/// A piece of one source text.
#[derive(Debug)]
struct Piece {
    path: String,
    text: String,
    first: u32,
    annotations: Vec<(Range<usize>, String, bool)>,
    /// The column shown by the renderer and the true one, where the line is cropped.
    shift: Option<(String, String)>,
}

/// The pieces of source for these places, in the order of the places.
#[derive(Debug, Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    pub(super) fn of(sources: &Sources, marks: Vec<Mark>, room: usize) -> Self {
        let mut pieces = Self::default();
        let mut open: Vec<Vec<(Mark, Excerpt)>> = Vec::new();
        for mark in marks {
            let Some(excerpt) = Excerpt::of(sources, mark.place, room) else { continue };
            let near =
                open.iter_mut().find(|marks| marks.iter().all(|other| is_near(other, &mark, &excerpt)));
            match near {
                Some(marks) => marks.push((mark, excerpt)),
                None => open.push(vec![(mark, excerpt)]),
            }
        }
        pieces.0.extend(open.into_iter().filter_map(|marks| piece(marks, room)));
        pieces
    }

    /// The group with these pieces in it.
    pub(super) fn add_to<'p>(&'p self, mut group: Group<'p>) -> Group<'p> {
        for piece in &self.0 {
            let annotations = piece.annotations.iter().map(|(span, label, primary)| {
                let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                let annotation: Annotation<'_> = kind.span(span.clone());
                if label.is_empty() { annotation } else { annotation.label(label.as_str()) }
            });
            let snippet = Snippet::source(piece.text.as_str()).line_start(piece.first as usize);
            group = group.element(snippet.path(piece.path.as_str()).annotations(annotations));
        }
        group
    }

    /// Renders a group and puts the true columns of cropped lines in place.
    pub(super) fn render(&self, renderer: &Renderer, group: Group<'_>) -> String {
        let mut text = renderer.render(&[group]);
        if self.0.is_empty() {
            // Without a source line there is no column of line numbers, and notes would stand at the margin.
            text = text.replace('\n', "\n ");
        }
        for (shown, real) in self.0.iter().filter_map(|piece| piece.shift.as_ref()) {
            text = text.replacen(shown, real, 1);
        }
        text
    }
}

fn is_near((other, shown): &(Mark, Excerpt), mark: &Mark, excerpt: &Excerpt) -> bool {
    let lines = shown.region.start.line.abs_diff(excerpt.region.start.line);
    other.place.file == mark.place.file && !shown.cropped && !excerpt.cropped && lines <= NEAR
}

fn piece(marks: Vec<(Mark, Excerpt)>, room: usize) -> Option<Piece> {
    let lines = marks.iter().map(|(_, excerpt)| excerpt.region.start.line);
    let (first, last) = (lines.clone().min()?, lines.max()?);
    let (mark, excerpt) = marks.first()?;
    let mut piece = Piece {
        path: one_line(&excerpt.region.file).into_owned(),
        text: String::new(),
        first,
        annotations: Vec::new(),
        shift: None,
    };
    if excerpt.cropped {
        let (before, ..) = excerpt.parts();
        let at = |column: usize| format!("{}:{first}:{column}", piece.path);
        piece.shift = Some((at(before.chars().count() + 1), at(excerpt.region.start.column as usize)));
        piece.text.clone_from(&excerpt.text);
        piece.annotations.push((excerpt.mark.clone(), mark.label.clone(), mark.primary));
        return Some(piece);
    }
    // The lines between the places are there for their numbers; the renderer leaves most of them out.
    let mut starts = Vec::new();
    for line in first..=last {
        starts.push(piece.text.len());
        let (_, line) = excerpt.file.line(line)?;
        let end = line.char_indices().nth(room).map_or(line.len(), |(at, _)| at);
        piece.text.push_str(line.get(..end).unwrap_or_default());
        piece.text.push('\n');
    }
    for (mark, excerpt) in &marks {
        let start = starts.get((excerpt.region.start.line - first) as usize)?;
        let span = start + excerpt.mark.start..start + excerpt.mark.end;
        piece.annotations.push((span, mark.label.clone(), mark.primary));
    }
    Some(piece)
}

/// Adds a place; one that is marked already only gets what is said of it besides.
pub(super) fn mark(marks: &mut Vec<Mark>, place: Place, label: String) {
    match marks.iter_mut().find(|mark| mark.place == place) {
        Some(same) if same.label.split(", ").any(|said| said == label) => {}
        Some(same) => same.label = format!("{}, {label}", same.label),
        None => marks.push(Mark { place, label, primary: false }),
    }
}

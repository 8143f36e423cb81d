//! The course of a therapy on one line of time: every dated thing of a couple, in its own row.

use super::course_beside as beside;
use super::course_scores::{self, ScaleOverTime};
use super::course_sessions as sessions;
use super::lists::MarkerGroup;
use super::readiness::Mastery;
use super::signs::{self, Series};
use super::{
    Case, EpisodeId, EventId, Measure, Pair, PartnerId, ScoreId, Session, SessionId,
    SessionKind,
};
use chrono::NaiveDate;

/// Everything that has a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Course {
    /// By day, then by row.
    pub points: Vec<Point>,
    /// Where the couple and each partner stood, from one day to the next.
    pub stretches: Vec<Stretch>,
    /// One line for each partner and thing, never one for both.
    pub curves: Vec<Series>,
    /// The scales of measures that somebody has a score on, each with both partners' lines.
    pub scales: Vec<ScaleOverTime>,
}

/// A row of the line. The couple's stand between those of the partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Row {
    /// Steps 5 to 7 of one partner.
    Steps(PartnerId),
    /// Signs of change in one partner.
    Markers(PartnerId),
    /// Closeness and safety.
    Felt(PartnerId),
    /// Loop named, paused, left: by one of them, or by the two of them together.
    Mastery(Option<PartnerId>),
    /// Estimates of how one partner seeks closeness.
    Seeks(PartnerId),
    Sessions,
    /// Signs of change in both.
    Change,
    Events,
    Fights,
    /// The check of three questions.
    Check,
    /// The scores of both on one scale: two lines.
    Scores,
    Loops,
}

impl Row {
    /// The couple's own.
    pub const BOTH: [Self; 8] = [
        Self::Sessions,
        Self::Change,
        Self::Mastery(None),
        Self::Events,
        Self::Fights,
        Self::Check,
        Self::Scores,
        Self::Loops,
    ];

    pub fn of(partner: PartnerId) -> [Self; 5] {
        [
            Self::Steps(partner),
            Self::Markers(partner),
            Self::Mastery(Some(partner)),
            Self::Felt(partner),
            Self::Seeks(partner),
        ]
    }

    /// It takes its place on the line only once there is something for it.
    fn comes_with_its_first_point(self) -> bool {
        matches!(self, Self::Mastery(_) | Self::Seeks(_) | Self::Scores)
    }

    /// The same row of the other partner, for those that have one.
    fn beside(self) -> Self {
        match self {
            Self::Steps(partner) => Self::Steps(partner.other()),
            Self::Markers(partner) => Self::Markers(partner.other()),
            Self::Felt(partner) => Self::Felt(partner.other()),
            Self::Mastery(partner) => Self::Mastery(partner.map(PartnerId::other)),
            Self::Seeks(partner) => Self::Seeks(partner.other()),
            both => both,
        }
    }

    /// How far down it stands, with one partner on top.
    pub fn place(self, top: PartnerId) -> usize {
        let rows =
            Self::of(top).into_iter().chain(Self::BOTH).chain(Self::of(top.other()));
        rows.take_while(|row| *row != self).count()
    }

    pub fn partner(self) -> Option<PartnerId> {
        match self {
            Self::Steps(partner)
            | Self::Markers(partner)
            | Self::Felt(partner)
            | Self::Seeks(partner) => Some(partner),
            Self::Mastery(partner) => partner,
            _ => None,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Steps(_) => "Steps 5 to 7",
            Self::Markers(_) | Self::Change => "Signs of change",
            Self::Felt(_) => "Closeness, safety",
            Self::Mastery(_) => "Catching the loop",
            Self::Seeks(_) => "Seeking closeness",
            Self::Sessions => "Sessions",
            Self::Events => "Events",
            Self::Fights => "Fights at home",
            Self::Check => "Three questions",
            Self::Scores => "Scores",
            Self::Loops => "The loop",
        }
    }
}

/// One dated thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub on: NaiveDate,
    pub row: Row,
    pub kind: PointKind,
    pub title: String,
    /// More of it, in a sentence or two; may be empty.
    pub detail: String,
    /// Whose it is; none for both.
    pub who: Option<PartnerId>,
    /// Who told it alone.
    pub told_by: Option<PartnerId>,
    pub opens: Opens,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PointKind {
    Session(SessionKind),
    Marker(MarkerGroup),
    Step(u8),
    Event,
    EventStep,
    /// How close and how safe it was for one partner.
    Felt,
    Fight(Pair<Option<u8>>),
    /// The check was made; true if an answer fell.
    Check {
        has_fallen: bool,
    },
    /// A score: on which of the course's scales, and how many points.
    Score {
        scale: usize,
        points: f32,
    },
    Mastery(Mastery),
    /// Tenths of a point, as far as each of the two was given.
    Estimate {
        anxiety: Option<u8>,
        avoidance: Option<u8>,
    },
    Version,
}

impl PointKind {
    /// The therapist's own view: in no record, and on no list unless it is asked for.
    pub fn is_own_view(self) -> bool {
        matches!(self, Self::Mastery(_) | Self::Estimate { .. })
    }
}

/// What a point leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    Session(SessionId),
    Event(EventId),
    Episode(EpisodeId),
    Score(ScoreId),
    /// How far the loop is mastered.
    Mastery,
    /// The estimates of how each seeks closeness.
    Estimates,
    /// The comparison of versions.
    Versions,
}

/// The time from one day to the next in which somebody stood somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub row: Row,
    pub from: NaiveDate,
    /// None while it goes on.
    pub to: Option<NaiveDate>,
    /// The stage for both, the step for one; or how far the loop is mastered, from 0.
    pub number: u8,
}

impl Course {
    /// What a page may hold of it: everything but the scores, which only their measures can tell,
    /// and but the therapist's own view.
    pub fn of(case: &Case) -> Self {
        let mut course = Self::with_scores(case, &[]);
        course.points.retain(|point| !point.kind.is_own_view());
        course.stretches.retain(|stretch| !matches!(stretch.row, Row::Mastery(_)));
        course
    }

    /// Everything, with the scores of these measures.
    pub fn with_scores(case: &Case, measures: &[Measure]) -> Self {
        let mut held: Vec<&Session> = case.sessions.iter().collect();
        held.sort_by_key(|session| session.when());
        let scales = course_scores::scales(case, measures);
        let mut points = sessions::points(&held, case);
        points.extend(beside::points(case));
        points.extend(course_scores::points(case, measures, &scales));
        points.sort_by_key(|point| (point.on, point.row));
        let mut stretches = sessions::stretches(&held);
        stretches.extend(beside::mastered(case));
        Self { points, stretches, curves: signs::felt(case), scales }
    }

    /// The same with the scores of one scale alone: one row has room for two lines.
    #[must_use]
    pub fn showing(mut self, shown: usize) -> Self {
        self.points.retain(|point| match point.kind {
            PointKind::Score { scale, .. } => scale == shown,
            _ => true,
        });
        self
    }

    /// The scale that says most at a first look: one with a cut-off, and then many scores.
    pub fn first_scale(&self) -> Option<usize> {
        let scales = self.scales.iter().enumerate();
        let most = scales.max_by_key(|(place, it)| {
            (it.shade.is_some(), it.count(), std::cmp::Reverse(*place))
        });
        most.map(|(place, _)| place)
    }

    /// True for a row that stands on the line: both partners have the same ones.
    pub fn has_row(&self, row: Row) -> bool {
        let is_used = |row| {
            self.points.iter().any(|point| point.row == row)
                || self.stretches.iter().any(|stretch| stretch.row == row)
        };
        !row.comes_with_its_first_point() || is_used(row) || is_used(row.beside())
    }

    /// The first and the last day of anything.
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let values = self.curves.iter().flat_map(|series| &series.values);
        let days = values.map(|(on, _)| *on).chain(self.points.iter().map(|it| it.on));
        let (first, last) = (days.clone().min()?, days.max()?);
        Some((first, last))
    }
}

//! Finds the known name that was probably meant.

/// How alike two names must be, from 0 to 1, before one is offered for the other.
const ALIKE: f64 = 0.75;

/// The known name nearest to what was typed, if one is near; case does not matter.
pub fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let likeness = |name: &str| strsim::jaro_winkler(&typed, &name.to_lowercase());
    let scored = known.into_iter().map(|name| (likeness(name), name));
    let near = scored.filter(|(likeness, _)| *likeness >= ALIKE);
    near.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_the_name() {
        let known = ["Heron", "Linden", "Rowan"];
        assert_eq!(nearest("Lindne", known), Some("Linden"));
        assert_eq!(nearest("heron", known), Some("Heron"));
        assert_eq!(nearest("Oak", known), None);
    }
}

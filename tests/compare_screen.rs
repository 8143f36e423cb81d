//! Journeys through the screen that compares two moments of a loop.

//! All journeys and properties, one module a feature.

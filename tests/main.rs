//! All journeys and properties, one module a feature.

mod architecture;
mod edit;
mod random_case;

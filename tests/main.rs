//! All journeys and properties, one module a feature.

mod cpu_renderer;
mod cycle_map_drawing;
mod gate;
mod invented_couple;

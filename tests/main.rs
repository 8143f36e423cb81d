//! All journeys and properties, one module a feature.

#![cfg(test)]

mod architecture;
mod cpu_renderer;
mod cycle_map_drawing;
mod drawing_text;
mod edit;
mod invented_couple;
mod map_screen;
mod random_case;
mod theme;

//! All journeys and properties, one module a feature.
#![cfg(test)]
#![cfg(test)]

mod architecture;
mod cpu_renderer;
mod cycle_map_drawing;
mod drawing_text;
mod edit;
mod gate;
mod gate_pictures;
mod gate_screens;
mod invented_couple;
mod legend;
mod map_list;
mod map_screen;
mod random_case;
mod store;
mod theme;
mod tray;
mod window;

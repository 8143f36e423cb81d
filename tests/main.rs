//! All journeys and properties, one module a feature.
#![cfg(test)]

mod architecture;
mod cli;
mod client_page;
mod cpu_renderer;
mod cycle_map_drawing;
mod docs;
mod drawing_text;
mod edit;
mod gate;
mod gate_pictures;
mod gate_screens;
mod invented_couple;
mod legend;
mod map_list;
mod map_screen;
mod new_loop;
mod paper;
mod paper_couples;
mod random_case;
mod read_pdf;
mod sample;
mod slow_down;
mod store;
mod store_damage;
mod store_format;
mod store_salvage;
mod talks;
mod theme;
mod tray;
mod vocabulary;
mod window;

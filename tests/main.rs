//! All journeys and properties, one module a feature.

mod architecture;
mod cpu_renderer;
mod cycle_map_drawing;
mod edit;
mod gate;
mod invented_couple;
mod map_screen;
mod random_case;
mod store;
mod store_case_ron;
mod store_crash;
mod store_damage;
mod store_desk;
mod store_golden;

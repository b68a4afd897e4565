//! The commands that show and edit configurations.

mod activate;
mod describe;
mod get;
mod list;
mod set;
mod unset;

pub use activate::Use;
pub use describe::Describe;
pub use get::Get;
pub use list::List;
pub use set::Set;
pub use unset::Unset;

fn active(name: &str) -> String {
    format!("Your active configuration is: {name}")
}

//! The commands that log in and out, and show the login.

mod client_credentials;
mod login;
mod logout;
mod status;

pub use login::{Login, SUCCESS, ask_until_answered, login};
pub use logout::Logout;
pub use status::Status;

//! The commands that follow a job through its life.

mod announcement;
mod child;
mod complete;
mod create;
mod deleteall;
mod logs;
mod ssh;
mod until_ended;
mod view;
mod wait;
mod waiting;

pub use complete::Complete;
pub use create::Create;
pub use deleteall::Deleteall;
pub use logs::Logs;
pub use ssh::Ssh;
pub use wait::Wait;

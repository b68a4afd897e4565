//! Groups of commands.

/// Declares a group, which does what the command in it does.
macro_rules! group {
    ($(#[$meta:meta])* $group:ident { $($(#[$about:meta])* $variant:ident($command:ty),)+ }) => {
        $(#[$meta])*
        #[derive(Subcommand)]
        #[allow(clippy::large_enum_variant, reason = "there is one value of it in the whole program")]
        pub enum $group {
            $($(#[$about])* $variant($command),)+
        }

        impl Run for $group {
            fn prints(&self) -> Prints {
                match self { $($group::$variant(command) => command.prints(),)+ }
            }

            fn waits(&self) -> bool {
                match self { $($group::$variant(command) => command.waits(),)+ }
            }

            fn request_timeout(&self, given: Duration) -> Option<Duration> {
                match self { $($group::$variant(command) => command.request_timeout(given),)+ }
            }

            fn is_lenient(&self) -> bool {
                match self { $($group::$variant(command) => command.is_lenient(),)+ }
            }

            fn note_supplied(&mut self, option: &str) {
                match self { $($group::$variant(command) => command.note_supplied(option),)+ }
            }

            async fn run(self, context: Context) -> Result<Reply> {
                match self { $($group::$variant(command) => Box::pin(command.run(context)).await,)+ }
            }
        }
    };
}

pub(super) use group;

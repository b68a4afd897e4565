//! What a list of records can be narrowed by.

/// A field of the records, and how it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    pub field: &'static str,
    pub by: FilterBy,
}

/// What a filter compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterBy {
    Name,
    Arch,
    Status,
    JobType,
    RequireDkms,
    Created,
    Deleted,
}

impl Filter {
    pub const NAME: Self = Filter { field: "name", by: FilterBy::Name };
    pub const ARCH: Self = Filter { field: "arch", by: FilterBy::Arch };
    pub const REQUIRE_DKMS: Self = Filter { field: "require_dkms", by: FilterBy::RequireDkms };
    pub const CREATED: Self = Filter { field: "created", by: FilterBy::Created };
    pub const DELETED: Self = Filter { field: "deleted", by: FilterBy::Deleted };

    /// A filter by the name that a record has in this field.
    pub const fn name(field: &'static str) -> Self {
        Filter { field, by: FilterBy::Name }
    }
}
